/** Writes down what children do: bytes, events and the waits for more of them. One thread writes, any thread reads. */
@NullMarked
package io.forkedchild.recording;

import org.jspecify.annotations.NullMarked;
