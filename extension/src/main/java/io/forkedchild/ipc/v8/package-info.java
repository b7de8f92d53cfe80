/** V8's serialization format, which Node's channels use for the serialization "advanced". */
@NullMarked
package io.forkedchild.ipc.v8;

import org.jspecify.annotations.NullMarked;
