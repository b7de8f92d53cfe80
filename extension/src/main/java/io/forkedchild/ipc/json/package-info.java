/** JSON as Node's channels write and read it. */
@NullMarked
package io.forkedchild.ipc.json;

import org.jspecify.annotations.NullMarked;
