package io.forkedchild.junit;

import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

/** Whatever fails a test or a class, its report tells of the children. */
class FailedTestTest {

    private static final String COMPLAINS = "echo no such table: users >&2; exec cat";
    private static final String OF_TEST = "children of this test when it failed:\nsh: sh -c ";
    private static final String OF_CLASS = "children of the class when it failed:\nsh: sh -c ";

    /** A server that has complained and goes on. */
    private static void server(ForkedChildren children) {
        var sh = children.spawn("sh", "-c", COMPLAINS);
        awaitStderr(sh, "users");
    }

    private static void requireTold(String children, String beginning) {
        assertThat(children)
                .startsWith(beginning)
                .contains("\n  state:    running, pid ")
                .contains("\n    | no such table: users\n")
                .doesNotContain("SIGTERM")
                .satisfies(text -> assertThat(text.lines()).hasSizeLessThanOrEqualTo(45));
    }

    // ---- what is thrown

    @Test
    void anyThrowableOfATestTellsOfItsChildren() {
        assertThat(NestedRun.of(Throwing.class).failures())
                .hasSize(6)
                .allSatisfy(failure -> requireTold(Told.by(failure), OF_TEST));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Throwing {

        @BeforeEach
        void launch(ForkedChildren children) {
            server(children);
        }

        @Test
        void assertionOfJUnit() {
            assertEquals(200, 500);
        }

        @Test
        void assertionOfAssertJ() {
            assertThat(500).isEqualTo(200);
        }

        @Test
        void checkedException() throws Exception {
            throw new Exception("checked");
        }

        @Test
        void severalAssertionsOfJUnit() {
            assertAll(() -> fail("one"), () -> fail("other"));
        }

        @Test
        void softAssertions() {
            SoftAssertions.assertSoftly(softly -> {
                softly.assertThat(500).isEqualTo(200);
                softly.assertThat(501).isEqualTo(200);
            });
        }

        @Test
        void failedParameter(@Spawn("") ForkedChild nothing) {}
    }

    @Test
    void abortedTestTellsNothing() {
        var run = NestedRun.of(Aborted.class);

        assertThat(run.failures()).isEmpty();
        assertThat(Told.by(Aborted.ABORT)).isEmpty();
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Aborted {

        static final RuntimeException ABORT = new org.opentest4j.TestAbortedException("not here");

        @Test
        void aborts(ForkedChildren children) {
            server(children);
            throw ABORT;
        }

        @Test
        void assumes(ForkedChildren children) {
            server(children);
            Assumptions.abort();
        }
    }

    @Test
    void testWithoutChildrenTellsNothing() {
        assertThat(Told.byTheFailureOf(Childless.class)).isEmpty();
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Childless {

        @Test
        void fails(ForkedChildren children) {
            fail("alone");
        }
    }

    // ---- where it is thrown

    @Test
    void beforeEach() {
        requireTold(Told.byTheFailureOf(BeforeEachFails.class), OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class BeforeEachFails {

        @BeforeEach
        void fails(ForkedChildren children) {
            server(children);
            fail("before each");
        }

        @Test
        void test() {}

        @AfterEach
        void endServer(ForkedChildren children) {
            children.all().forEach(ForkedChild::close);
        }
    }

    @Test
    void afterEach() {
        requireTold(Told.byTheFailureOf(AfterEachFails.class), OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AfterEachFails {

        @Test
        void test(ForkedChildren children) {
            server(children);
        }

        @AfterEach
        void fails() {
            fail("after each");
        }
    }

    @Test
    void secondFailureOfATestTellsNothingAgain() {
        var failure = NestedRun.of(FailsTwice.class).failures().get(0);

        assertThat(failure).hasMessage("first");
        requireTold(Told.by(failure), OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class FailsTwice {

        @Test
        void test(ForkedChildren children) {
            server(children);
            fail("first");
        }

        @AfterEach
        void fails() {
            fail("second");
        }
    }

    @Test
    void constructor() {
        requireTold(Told.byTheFailureOf(ConstructorFails.class), OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ConstructorFails {

        ConstructorFails(ForkedChildren children) {
            server(children);
            fail("constructor");
        }

        @Test
        void test() {}
    }

    @Test
    void parameterOfTheConstructor() {
        assertThat(Told.byTheFailureOf(ParameterOfConstructorFails.class))
                .startsWith("children of this test when it failed:\ncat: running, pid ");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ParameterOfConstructorFails {

        ParameterOfConstructorFails(@Spawn("cat") ForkedChild cat, @Spawn("") ForkedChild nothing) {}

        @Test
        void test() {}
    }

    @Test
    void constructorOfAClassWithChildren() {
        var told = Told.byTheFailureOf(ConstructorInAClassFails.class);

        assertThat(told).startsWith("children of this test when it failed:\nsh (of the class): sh -c ");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ConstructorInAClassFails {

        @BeforeAll
        static void launch(ForkedChildren children) {
            server(children);
        }

        ConstructorInAClassFails() {
            fail("constructor");
        }

        @Test
        void test() {}
    }

    @Test
    void constructorOfAnInstanceForAllTests() {
        requireTold(Told.byTheFailureOf(ConstructorOfClassFails.class), OF_CLASS);
    }

    @ExtendWith(ForkedChildExtension.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class ConstructorOfClassFails {

        ConstructorOfClassFails(ForkedChildren children) {
            server(children);
            fail("constructor");
        }

        @Test
        void test() {}
    }

    @Test
    void beforeAll() {
        requireTold(Told.byTheFailureOf(BeforeAllFails.class), OF_CLASS);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class BeforeAllFails {

        @BeforeAll
        static void fails(ForkedChildren children) {
            server(children);
            fail("before all");
        }

        @Test
        void test() {}

        @AfterAll
        static void endServer(ForkedChildren children) {
            children.all().forEach(ForkedChild::close);
        }
    }

    @Test
    void afterAll() {
        requireTold(Told.byTheFailureOf(AfterAllFails.class), OF_CLASS);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AfterAllFails {

        @Test
        void test() {}

        @AfterAll
        static void fails(ForkedChildren children) {
            server(children);
            fail("after all");
        }
    }

    // ---- kinds of tests

    @Test
    void everyInvocationTellsOfItsOwnChildren() {
        var failures = NestedRun.of(Invocations.class).failures();

        assertThat(failures).hasSize(4).allSatisfy(failure -> {
            requireTold(Told.by(failure), OF_TEST);
            assertThat(Told.by(failure)).doesNotContain("sh-2");
        });
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Invocations {

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int number, ForkedChildren children) {
            server(children);
            fail("parameterized " + number);
        }

        @RepeatedTest(2)
        void repeated(ForkedChildren children) {
            server(children);
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
            server(children);
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
                .allSatisfy(failure -> requireTold(Told.by(failure), OF_TEST));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Factory {

        @TestFactory
        Stream<DynamicNode> makes(ForkedChildren children) {
            server(children);
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
                .allSatisfy(failure -> requireTold(Told.by(failure), OF_TEST));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class FailingFactory {

        @TestFactory
        Stream<DynamicNode> fails(ForkedChildren children) {
            server(children);
            throw new AssertionError("factory");
        }

        @TestFactory
        Stream<DynamicNode> failsLater(ForkedChildren children) {
            server(children);
            return Stream.of(1).map(number -> {
                throw new AssertionError("stream");
            });
        }
    }

    @Test
    void softAssertionsOfAnExtensionAreSeenBeforeAfterEachEndsTheServer() {
        requireTold(Told.byTheFailureOf(SoftBefore.class), OF_TEST);
        requireTold(Told.byTheFailureOf(SoftBehind.class), OF_TEST);
    }

    @ExtendWith({SoftAssertionsExtension.class, ForkedChildExtension.class})
    static class SoftBefore extends Softly {}

    @ExtendWith({ForkedChildExtension.class, SoftAssertionsExtension.class})
    static class SoftBehind extends Softly {}

    abstract static class Softly {

        @Test
        void fails(ForkedChildren children, SoftAssertions softly) {
            server(children);
            softly.assertThat(500).isEqualTo(200);
        }

        @AfterEach
        void endServer(ForkedChildren children) {
            children.all().forEach(ForkedChild::close);
        }
    }
}
