package io.forkedchild.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips the test where there is no {@code node} in the PATH; fails it with {@code -Dforkedchild.requireNode=true}. Tests with
 * this annotation have the tag {@code node}, by which they are selected for other versions of Node.
 */
@Tag("node")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeCondition.class)
public @interface RequiresNode {}
