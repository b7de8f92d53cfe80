/** The IPC channel: its frames, and the codecs of its two serializations. */
@NullMarked
package io.forkedchild.ipc;

import org.jspecify.annotations.NullMarked;
