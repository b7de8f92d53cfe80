/** Starts a process by a plan, which is pure data, and ends with the JVM what was started. */
@NullMarked
package io.forkedchild.launch;

import org.jspecify.annotations.NullMarked;
