/** Ends the children of a JVM that is killed and can end nothing any more. */
@NullMarked
package io.forkedchild.guardian;

import org.jspecify.annotations.NullMarked;
