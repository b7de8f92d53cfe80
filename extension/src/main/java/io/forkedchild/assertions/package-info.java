/** AssertJ assertions about children that wait for the right moment, and fail early. */
@NullMarked
package io.forkedchild.assertions;

import org.jspecify.annotations.NullMarked;
