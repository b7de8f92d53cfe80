/** Awaitility conditions that wake when the timeline grows, not when a clock ticks. */
@NullMarked
package io.forkedchild.await;

import org.jspecify.annotations.NullMarked;
