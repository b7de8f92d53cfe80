package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Assertions;

/**
 * The entry point of all assertions: those about children, and AssertJ's own. One static import of {@code assertThat} from
 * here is enough; it goes together with one from {@link Assertions}, by name or on demand.
 */
@CheckReturnValue
public class ForkedChildAssertions extends Assertions {

    /** For projects that gather their own entry point, as AssertJ recommends. */
    protected ForkedChildAssertions() {}

    /** Assertions that wait, as long as the patience of the child, and fail as soon as they must. */
    public static ForkedChildAssert assertThat(ForkedChild actual) {
        return new ForkedChildAssert(actual);
    }

    /** Assertions about the present: they do not wait, and take streams and messages as they are now. */
    public static ForkedChildAssert assertThatNow(ForkedChild actual) {
        return new ForkedChildAssert(actual).presently();
    }
}
