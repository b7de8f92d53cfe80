/**
 * The side of the child: what a JVM that was launched with a channel uses to talk to its parent. It needs no other library
 * than this one, and of this one nothing that tests need; Jackson only for values that are more than plain.
 */
@NullMarked
package io.forkedchild.child;

import org.jspecify.annotations.NullMarked;
