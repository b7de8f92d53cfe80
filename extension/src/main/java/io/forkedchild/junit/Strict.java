package io.forkedchild.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test, or all tests of a class and its nested classes, that fails at its end if one of its children did something that nobody
 * has asked for: wrote to stderr, sent messages, exited with a code other than 0, was killed by somebody else than the test,
 * never started, or raised an error, such as a message that is none.
 *
 * <p>Who asks is an accessor, a listener or an assertion for that stream, for the messages, for the errors or for the end of that child, at any
 * time and whatever came out: {@code assertThat(child).stderr().contains("deprecated")}. See
 * {@link io.forkedchild.Inspection#overlooked()} for what counts. A child that still runs at the end of the test is ended as
 * always, and how it ends then does not matter.
 *
 * <p>The nearest annotation wins, so that {@code @Strict(false)} excepts a test. Children of static fields and of
 * {@code @BeforeAll} methods belong to the class, and are looked at after its last test. A test that has failed already keeps
 * its failure, with this one as suppressed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Strict {

    /** False for an exception from the strictness around it. */
    boolean value() default true;
}
