/** The JUnit extension: injects children into tests, and sees to it that none outlives its test. */
@NullMarked
package io.forkedchild.junit;

import org.jspecify.annotations.NullMarked;
