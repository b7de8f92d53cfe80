/** Launches child processes with the semantics of Node's {@code child_process}, and holds what became of them. */
@NullMarked
package io.forkedchild;

import org.jspecify.annotations.NullMarked;
