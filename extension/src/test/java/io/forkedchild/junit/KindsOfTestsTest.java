package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Children in tests that run more than once, beside other parameters, or at the same time. */
class KindsOfTestsTest {

    private static final Children LAUNCHED = new Children();

    @BeforeEach
    void forget() {
        LAUNCHED.clear();
    }

    @Test
    void parameterizedTestTakesChildrenBehindItsArguments() {
        NestedRun.of(Parameterized.class).succeeded(4);

        LAUNCHED.requireAllGone(4);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Parameterized {

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void argument(String text, TestInfo info, ForkedChildren children, @Spawn("cat") ForkedChild cat) {
            assertThat(info.getDisplayName()).contains(text);
            assertThat(children.all()).containsExactly(cat);
            LAUNCHED.add(cat);
            assertThat(Children.output(children.spawn("echo", text))).isEqualTo(text + "\n");
        }

        @ParameterizedTest
        @CsvSource({"1, 2", "3, 4"})
        void argumentAndAggregator(int first, ArgumentsAccessor all, @Spawn("cat") ForkedChild cat) {
            assertThat(all.getInteger(1)).isEqualTo(first + 1);
            LAUNCHED.add(cat);
        }
    }

    @Test
    void everyRepetitionHasItsOwnChildren() {
        NestedRun.of(Repeated.class).succeeded(3);

        LAUNCHED.requireAllGone(3);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Repeated {

        @RepeatedTest(3)
        void repeats(RepetitionInfo info, @Spawn("cat") ForkedChild cat, ForkedChildren children) {
            assertThat(info.getTotalRepetitions()).isEqualTo(3);
            assertThat(children.all()).containsExactly(cat);
            assertThat(LAUNCHED.all()).allSatisfy(Children::requireGone);
            LAUNCHED.add(cat);
        }
    }

    @Test
    void childrenOfAFactoryLiveUntilItsLastDynamicTestIsOver() {
        NestedRun.of(Factory.class).succeeded(3);

        LAUNCHED.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Factory {

        @BeforeEach
        void before(@Spawn("cat") ForkedChild cat) {
            LAUNCHED.add(cat);
        }

        @TestFactory
        Stream<DynamicTest> makes(@Spawn("cat") ForkedChild cat) {
            LAUNCHED.add(cat);
            return Stream.of("one", "two", "three").map(name -> dynamicTest(name, LAUNCHED::requireAllAlive));
        }

        @AfterEach
        void after() {
            LAUNCHED.requireAllAlive();
        }
    }

    @Test
    void everyInvocationOfATemplateHasItsOwnChildren() {
        NestedRun.of(Template.class).succeeded(2);

        LAUNCHED.requireAllGone(2);
    }

    @ExtendWith({ForkedChildExtension.class, Twice.class})
    static class Template {

        @TestTemplate
        void runs(@Spawn("cat") ForkedChild cat, ForkedChildren children) {
            assertThat(children.all()).containsExactly(cat);
            assertThat(LAUNCHED.all()).allSatisfy(Children::requireGone);
            LAUNCHED.add(cat);
        }
    }

    static class Twice implements TestTemplateInvocationContextProvider {

        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            return Stream.of(new TestTemplateInvocationContext() {}, new TestTemplateInvocationContext() {});
        }
    }

    @Test
    void testsAtTheSameTimeHaveTheirOwnChildren() {
        var parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "8");

        NestedRun.of(AtTheSameTime.class, parallel).succeeded(20);

        LAUNCHED.requireAllGone(40);
    }

    @ExtendWith(ForkedChildExtension.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class AtTheSameTime {

        private final ForkedChildren children;
        private final ForkedChild before;

        AtTheSameTime(ForkedChildren children, @Spawn("cat") ForkedChild before) {
            this.children = children;
            this.before = before;
        }

        @RepeatedTest(20)
        void echoes(RepetitionInfo info, @Spawn("cat") ForkedChild cat) {
            assertThat(children.all()).containsExactly(before, cat);
            LAUNCHED.add(before);
            LAUNCHED.add(cat);
            var text = "line " + info.getCurrentRepetition() + "\n";
            for (var child : List.of(before, cat)) {
                child.stdin().write(text);
                Children.until(child, () -> child.stdout().text().equals(text));
            }
        }
    }
}
