package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import java.util.List;
import org.assertj.core.api.SoftAssertionsProvider;

/** Soft assertions about children, for classes that gather soft assertions of several kinds. */
public interface ForkedChildSoftAssertionsProvider extends SoftAssertionsProvider {

    /**
     * As {@link ForkedChildAssertions#assertThat}, but collects the failures. Each assertion waits by itself: three that run
     * into the patience take three times as long.
     */
    @CheckReturnValue
    default ForkedChildAssert assertThat(ForkedChild actual) {
        var soft = proxy(ForkedChildAssert.class, ForkedChild.class, actual);
        soft.collector = this;
        return soft;
    }

    /** As {@link ForkedChildAssertions#assertThatAll(ForkedChild...)}, but collects the failures. */
    @CheckReturnValue
    default ForkedChildrenAssert assertThatAll(ForkedChild... children) {
        return assertThatAll(List.of(children));
    }

    /** As {@link ForkedChildAssertions#assertThatAll(List)}, but collects the failures. */
    @CheckReturnValue
    default ForkedChildrenAssert assertThatAll(List<ForkedChild> children) {
        return proxy(ForkedChildrenAssert.class, List.class, children);
    }
}
