/** What somebody reads when a test has failed: every fault with its whole text. */
@NullMarked
package io.forkedchild.failures;

import org.jspecify.annotations.NullMarked;
