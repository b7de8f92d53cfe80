package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A child that the test closes when it is interrupted: what it did before is told. */
class LookBeforeTimeoutTest {

    @ParameterizedTest
    @ValueSource(classes = {InSameThread.class, InSeparateThread.class, OfTheClass.class})
    void interruptDoesNotHideWhatTheChildDid(Class<?> test) {
        var told = Told.byTheFailureOf(test).replace("\n            ", " ");

        assertThat(told)
                .contains(
                        "before:   when the @Timeout of 1000 ms was nearly over: blocked in read(0): waits for input of"
                                + " the test; has used ");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InSameThread {
        @Test
        @Timeout(value = 1, threadMode = ThreadMode.SAME_THREAD)
        void hangs(ForkedChildren children) throws InterruptedException {
            hang(children);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InSeparateThread {
        @Test
        @Timeout(value = 1, threadMode = ThreadMode.SEPARATE_THREAD)
        void hangs(ForkedChildren children) throws InterruptedException {
            hang(children);
        }
    }

    @Timeout(1)
    @ExtendWith(ForkedChildExtension.class)
    static class OfTheClass {
        @Test
        void hangs(ForkedChildren children) throws InterruptedException {
            hang(children);
        }
    }

    private static void hang(ForkedChildren children) throws InterruptedException {
        try (var cat = children.spawn("cat")) {
            assertThat(cat.pid()).isPositive();
            new CountDownLatch(1).await();
        }
    }
}
