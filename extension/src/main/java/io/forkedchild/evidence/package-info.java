/** What a failure tells of a child: its state, hints, why its program failed, the other children, its transcript. */
@NullMarked
package io.forkedchild.evidence;

import org.jspecify.annotations.NullMarked;
