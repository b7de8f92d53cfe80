package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of tests that run more than once, are nested, or are made by others tell of the children. */
class FailedInvocationsTest {

    @Test
    void everyInvocationTellsOfItsOwnChildren() {
        var failures = NestedRun.of(Invocations.class).failures();

        assertThat(failures).hasSize(4).allSatisfy(failure -> {
            Told.require(Told.by(failure), Told.OF_TEST);
            assertThat(Told.by(failure)).doesNotContain("sh-2");
        });
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Invocations {

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int number, ForkedChildren children) {
            Told.server(children);
            fail("parameterized " + number);
        }

        @RepeatedTest(2)
        void repeated(ForkedChildren children) {
            Told.server(children);
            fail("repeated");
        }
    }

    @Test
    void nestedTestTellsOfTheClassesAroundIt() {
        assertThat(Told.byTheFailureOf(Outer.class))
                .startsWith("children of this test when it failed:\nsh (of the class): sh -c ")
                .contains("\ncat: running, pid ", "\nsort (of the class): running, pid ");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Outer {

        @BeforeAll
        static void launch(ForkedChildren children) {
            Told.server(children);
        }

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inner {

            @BeforeAll
            void launch(@Spawn("sort") ForkedChild sort) {}

            @Test
            void fails(@Spawn("cat") ForkedChild cat) {
                fail("nested");
            }
        }
    }

    @Test
    void dynamicTestsTellOfTheChildrenOfTheirFactory() {
        assertThat(NestedRun.of(Factory.class).failures())
                .hasSize(2)
                .allSatisfy(failure -> Told.require(Told.by(failure), Told.OF_TEST));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Factory {

        @TestFactory
        Stream<DynamicNode> makes(ForkedChildren children) {
            Told.server(children);
            return Stream.of(
                    dynamicTest("fine", () -> {}),
                    dynamicTest("fails", () -> fail("dynamic")),
                    DynamicContainer.dynamicContainer("inner", Stream.of(dynamicTest("fails", () -> fail("inner")))));
        }
    }

    @Test
    void factoryThatFailsTellsOfItsChildren() {
        assertThat(NestedRun.of(FailingFactory.class).failures())
                .hasSize(2)
                .allSatisfy(failure -> Told.require(Told.by(failure), Told.OF_TEST));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class FailingFactory {

        @TestFactory
        Stream<DynamicNode> fails(ForkedChildren children) {
            Told.server(children);
            throw new AssertionError("factory");
        }

        @TestFactory
        Stream<DynamicNode> failsLater(ForkedChildren children) {
            Told.server(children);
            return Stream.of(1).map(number -> {
                throw new AssertionError("stream");
            });
        }
    }

    @Test
    void softAssertionsOfAnExtensionAreSeenBeforeAfterEachEndsTheServer() {
        Told.require(Told.byTheFailureOf(SoftBefore.class), Told.OF_TEST);
        Told.require(Told.byTheFailureOf(SoftBehind.class), Told.OF_TEST);
    }

    @ExtendWith({SoftAssertionsExtension.class, ForkedChildExtension.class})
    static class SoftBefore extends Softly {}

    @ExtendWith({ForkedChildExtension.class, SoftAssertionsExtension.class})
    static class SoftBehind extends Softly {}

    abstract static class Softly {

        @Test
        void fails(ForkedChildren children, SoftAssertions softly) {
            Told.server(children);
            softly.assertThat(500).isEqualTo(200);
        }

        @AfterEach
        void endServer(ForkedChildren children) {
            children.all().forEach(ForkedChild::close);
        }
    }
}
