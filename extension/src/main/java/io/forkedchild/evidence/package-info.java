/** What of a child's output tells why it failed. */
@NullMarked
package io.forkedchild.evidence;

import org.jspecify.annotations.NullMarked;
