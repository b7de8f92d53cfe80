/** What tests of several packages share. */
@NullMarked
package io.forkedchild.testing;

import org.jspecify.annotations.NullMarked;
