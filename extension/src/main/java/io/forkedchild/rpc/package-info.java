/** JSON-RPC 2.0 with a child. */
@NullMarked
package io.forkedchild.rpc;

import org.jspecify.annotations.NullMarked;
