/** The process that outlives the JVM and kills what it left, and the search for leftovers. */
@NullMarked
package io.forkedchild.guardian;

import org.jspecify.annotations.NullMarked;

