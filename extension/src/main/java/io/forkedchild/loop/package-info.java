/** The event loop: one thread that reads, writes and reaps for all children. */
@NullMarked
package io.forkedchild.loop;

import org.jspecify.annotations.NullMarked;
