package io.forkedchild.assertions;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A result that must not be ignored, for tools that know this annotation by its simple name, as Error Prone does. AssertJ's own
 * annotation of this name stands in another package in each of its versions.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface CheckReturnValue {}
