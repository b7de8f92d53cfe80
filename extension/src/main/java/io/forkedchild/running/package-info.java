/** A child that runs: its streams, its limits, its launch and its end. */
@NullMarked
package io.forkedchild.running;

import org.jspecify.annotations.NullMarked;
