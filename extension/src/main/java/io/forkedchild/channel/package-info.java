/** The test's end of an IPC channel: messages and handles in both directions. */
@NullMarked
package io.forkedchild.channel;

import org.jspecify.annotations.NullMarked;
