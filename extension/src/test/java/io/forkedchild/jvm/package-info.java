/** Forked JVMs. */
@NullMarked
package io.forkedchild.jvm;

import org.jspecify.annotations.NullMarked;
