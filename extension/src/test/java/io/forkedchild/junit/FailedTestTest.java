package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever fails a test or a class, its report tells of the children. */
class FailedTestTest {

    // ---- what is thrown

    @Test
    void anyThrowableOfATestTellsOfItsChildren() {
        assertThat(NestedRun.of(Throwing.class).failures())
                .hasSize(6)
                .allSatisfy(failure -> Told.require(Told.by(failure), Told.OF_TEST));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Throwing {

        @BeforeEach
        void launch(ForkedChildren children) {
            Told.server(children);
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
            Told.server(children);
            throw ABORT;
        }

        @Test
        void assumes(ForkedChildren children) {
            Told.server(children);
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
        Told.require(Told.byTheFailureOf(BeforeEachFails.class), Told.OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class BeforeEachFails {

        @BeforeEach
        void fails(ForkedChildren children) {
            Told.server(children);
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
        Told.require(Told.byTheFailureOf(AfterEachFails.class), Told.OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AfterEachFails {

        @Test
        void test(ForkedChildren children) {
            Told.server(children);
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
        Told.require(Told.by(failure), Told.OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class FailsTwice {

        @Test
        void test(ForkedChildren children) {
            Told.server(children);
            fail("first");
        }

        @AfterEach
        void fails() {
            fail("second");
        }
    }

    @Test
    void constructor() {
        Told.require(Told.byTheFailureOf(ConstructorFails.class), Told.OF_TEST);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ConstructorFails {

        ConstructorFails(ForkedChildren children) {
            Told.server(children);
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
            Told.server(children);
        }

        ConstructorInAClassFails() {
            fail("constructor");
        }

        @Test
        void test() {}
    }

    @Test
    void constructorOfAnInstanceForAllTests() {
        Told.require(Told.byTheFailureOf(ConstructorOfClassFails.class), Told.OF_CLASS);
    }

    @ExtendWith(ForkedChildExtension.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class ConstructorOfClassFails {

        ConstructorOfClassFails(ForkedChildren children) {
            Told.server(children);
            fail("constructor");
        }

        @Test
        void test() {}
    }

    @Test
    void beforeAll() {
        Told.require(Told.byTheFailureOf(BeforeAllFails.class), Told.OF_CLASS);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class BeforeAllFails {

        @BeforeAll
        static void fails(ForkedChildren children) {
            Told.server(children);
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
        Told.require(Told.byTheFailureOf(AfterAllFails.class), Told.OF_CLASS);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AfterAllFails {

        @Test
        void test() {}

        @AfterAll
        static void fails(ForkedChildren children) {
            Told.server(children);
            fail("after all");
        }
    }
}
