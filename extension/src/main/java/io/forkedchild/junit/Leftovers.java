package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.process.LeftoverHandling;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What becomes of a test, or of all tests of a class and its nested classes, if one of its children has ended by itself and has left
 * processes behind. They are ended in any case. Without this annotation, the configuration parameter {@code forkedchild.leftovers}
 * decides, {@code fail} or {@code kill}; without that, the test fails.
 *
 * <p>A child that still runs at the end of the test is ended with all that it has started, and that fails nothing. So is one that a
 * signal of the test, a limit or an {@code AbortSignal} has ended. {@link ForkedChild#mayLeave} allows one child to leave certain
 * programs. The nearest annotation wins.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface Leftovers {

    /** Whether they fail the test, or are only killed. */
    LeftoverHandling value();
}
