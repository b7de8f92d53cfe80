package io.forkedchild.assertions;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;

/**
 * AssertJ's soft assertions, with those about children: they collect what fails until {@code assertAll}. AssertJ's
 * {@code SoftAssertionsExtension} injects it as well.
 */
public class ForkedChildSoftAssertions extends AbstractSoftAssertions
        implements StandardSoftAssertionsProvider, ForkedChildSoftAssertionsProvider {

    /** These assertions have collected no failure yet. */
    public ForkedChildSoftAssertions() {}

    /** Makes the assertions, and then fails with all failures at once. */
    public static void assertSoftly(Consumer<ForkedChildSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(ForkedChildSoftAssertions.class, assertions);
    }
}
