/** What happened in a test: one ordered list of events of all its children, on one clock. */
@NullMarked
package io.forkedchild.timeline;

import org.jspecify.annotations.NullMarked;
