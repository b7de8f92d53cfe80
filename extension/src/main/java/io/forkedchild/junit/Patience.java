package io.forkedchild.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long waits for the children of a test, or of all tests of a class and its nested classes, last before they fail. The
 * nearest one wins; without any it is the configuration parameter {@code forkedchild.patience}, or else 5 s.
 *
 * <p>On a test method it also counts for the children of the fields and of the methods before and after that test; the children of
 * static fields and of {@code @BeforeAll} methods belong to the class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Patience {

    /** A duration such as {@code 10 s}, {@code 500 ms}, {@code 2 m} or {@code PT10S}; without a unit it is seconds. */
    String value();
}
