/** The end of a run: by its own, by a signal, by {@code System.exit}. */
@NullMarked
package io.forkedchild.ends;

import org.jspecify.annotations.NullMarked;
