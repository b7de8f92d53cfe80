package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import java.util.List;
import org.assertj.core.api.Assertions;

/**
 * The entry point of all assertions: those about children, and AssertJ's own. One static import of {@code assertThat} from
 * here is enough; it goes together with one from {@link Assertions}, by name or on demand.
 */
@CheckReturnValue
public class ForkedChildAssertions extends Assertions {

    /** A project that gathers its own entry point, as AssertJ recommends, extends this class. */
    protected ForkedChildAssertions() {}

    /** Assertions that wait, as long as the patience of the child, and fail as soon as they must. */
    public static ForkedChildAssert assertThat(ForkedChild actual) {
        return new ForkedChildAssert(actual);
    }

    /**
     * Assertions that hold for all of several children, with one patience for all: {@code assertThatAll(a, b, c).exitedWith(0)}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ForkedChildrenAssert assertThatAll(ForkedChild... children) {
        return new ForkedChildrenAssert(List.of(children));
    }

    /** As {@link #assertThatAll(ForkedChild...)}, such as {@code assertThatAll(children.all())}. */
    public static ForkedChildrenAssert assertThatAll(List<ForkedChild> children) {
        return new ForkedChildrenAssert(children);
    }

    /** Assertions about the present: they do not wait, and take streams and messages as they are now. */
    public static ForkedChildAssert assertThatNow(ForkedChild actual) {
        return new ForkedChildAssert(actual).presently();
    }
}
