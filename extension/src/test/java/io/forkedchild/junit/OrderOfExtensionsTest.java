package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of other extensions, registered before and behind ours. */
class OrderOfExtensionsTest {

    private static final String RUNNING = "children of this test when it failed:\ncat: running, pid \\d+";
    private static final String OF_CLASS =
            "children of this test when it failed:\ncat \\(of the class\\): running, pid \\d+";

    static class OfTest {

        @BeforeEach
        void launch(@Spawn("cat") ForkedChild cat) {}

        @Test
        void test() {}
    }

    static class OfClass {

        @BeforeAll
        static void launch(@Spawn("cat") ForkedChild cat) {}

        @Test
        void test() {}
    }

    // ---- before the test

    @ParameterizedTest
    @ValueSource(
            classes = {ProcessorBefore.class, ProcessorBehind.class, BeforeEachBefore.class, BeforeEachBehind.class})
    void failureBeforeTheTest(Class<?> test) {
        assertThat(Told.byTheFailureOf(test)).matches(OF_CLASS);
    }

    static class FailingProcessor implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            throw new IllegalStateException("processor");
        }
    }

    static class FailingBeforeEach implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            throw new IllegalStateException("before each");
        }
    }

    @ExtendWith({FailingProcessor.class, ForkedChildExtension.class})
    static class ProcessorBefore extends OfClass {}

    @ExtendWith({ForkedChildExtension.class, FailingProcessor.class})
    static class ProcessorBehind extends OfClass {}

    @ExtendWith({FailingBeforeEach.class, ForkedChildExtension.class})
    static class BeforeEachBefore extends OfClass {}

    @ExtendWith({ForkedChildExtension.class, FailingBeforeEach.class})
    static class BeforeEachBehind extends OfClass {}

    // ---- around the test

    @ParameterizedTest
    @ValueSource(classes = {TestExecutionBefore.class, TestExecutionBehind.class, AfterEachBehind.class})
    void failureWhileTheChildrenRun(Class<?> test) {
        assertThat(Told.byTheFailureOf(test)).matches(RUNNING);
    }

    static class FailingBeforeTestExecution implements BeforeTestExecutionCallback {
        @Override
        public void beforeTestExecution(ExtensionContext context) {
            throw new IllegalStateException("before the test");
        }
    }

    static class FailingAfterEach implements AfterEachCallback {
        @Override
        public void afterEach(ExtensionContext context) {
            throw new IllegalStateException("after each");
        }
    }

    @ExtendWith({FailingBeforeTestExecution.class, ForkedChildExtension.class})
    static class TestExecutionBefore extends OfTest {}

    @ExtendWith({ForkedChildExtension.class, FailingBeforeTestExecution.class})
    static class TestExecutionBehind extends OfTest {}

    @ExtendWith({ForkedChildExtension.class, FailingAfterEach.class})
    static class AfterEachBehind extends OfTest {}

    // ---- after it

    @Test
    void failureAfterTheEndOfTheChildrenTellsHowTheyEnded() {
        assertThat(Told.byTheFailureOf(AfterEachBefore.class))
                .isEqualTo("children of this test when it failed:\ncat: was killed by SIGTERM");
    }

    @ExtendWith({FailingAfterEach.class, ForkedChildExtension.class})
    static class AfterEachBefore extends OfTest {}

    @ParameterizedTest
    @ValueSource(classes = {AfterAllBefore.class, AfterAllBehind.class})
    void failureAfterAllTests(Class<?> test) {
        assertThat(Told.byTheFailureOf(test)).startsWith("children of the class when it failed:\ncat: ");
    }

    static class FailingAfterAll implements AfterAllCallback {
        @Override
        public void afterAll(ExtensionContext context) {
            throw new IllegalStateException("after all");
        }
    }

    @ExtendWith({FailingAfterAll.class, ForkedChildExtension.class})
    static class AfterAllBefore extends OfClass {}

    @ExtendWith({ForkedChildExtension.class, FailingAfterAll.class})
    static class AfterAllBehind extends OfClass {}

    // ---- handlers

    @ParameterizedTest
    @ValueSource(classes = {HandlerBefore.class, HandlerBehind.class})
    void exceptionThatAHandlerTakesIsNoFailure(Class<?> test) {
        NestedRun.of(test).succeeded(1);

        assertThat(Handled.EXPECTED.getSuppressed()).isEmpty();
    }

    static class Handled {

        static final IllegalStateException EXPECTED = new IllegalStateException("expected");

        @Test
        void test(@Spawn("cat") ForkedChild cat) {
            throw EXPECTED;
        }
    }

    static class Handler implements TestExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable thrown) {
            assertThat(List.of(thrown.getSuppressed())).isEmpty();
        }
    }

    @ExtendWith({Handler.class, ForkedChildExtension.class})
    static class HandlerBefore extends Handled {}

    @ExtendWith({ForkedChildExtension.class, Handler.class})
    static class HandlerBehind extends Handled {}
}
