package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Children of a class end with the class, those of a nested class with the nested one. */
class ClassScopeTest {

    private static final Children OF_CLASS = new Children();
    private static final Children OF_TESTS = new Children();

    @BeforeEach
    void forget() {
        OF_CLASS.clear();
        OF_TESTS.clear();
    }

    @Test
    void childOfBeforeAllServesAllTestsAndEndsWithTheClass() {
        NestedRun.of(SharedChild.class).succeeded(2);

        OF_CLASS.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class SharedChild {

        private static ForkedChild cat;
        private static ForkedChildren ofClass;

        @BeforeAll
        static void launch(@Spawn("cat") ForkedChild child, ForkedChildren children) {
            cat = OF_CLASS.add(child);
            ofClass = children;
        }

        @Test
        void one(ForkedChildren children) {
            echoes("one", children);
        }

        @Test
        void another(ForkedChildren children) {
            echoes("another", children);
        }

        private static void echoes(String text, ForkedChildren children) {
            assertThat(children).isNotSameAs(ofClass);
            cat.stdin().write(text + "\n");
            Children.until(cat, () -> cat.stdout().lines().contains(text));
        }

        @AfterEach
        void alive() {
            OF_CLASS.requireAllAlive();
        }

        @AfterAll
        static void end(@Spawn("cat") ForkedChild last, ForkedChildren children) {
            Children.requireAlive(cat);
            OF_CLASS.add(last);
            assertThat(children).isSameAs(ofClass);
        }
    }

    @Test
    void childOfTheConstructorOfAnInstanceForAllTestsEndsWithTheClass() {
        NestedRun.of(OneInstance.class).succeeded(2);

        OF_CLASS.requireAllGone(1);
        OF_TESTS.requireAllGone(4);
    }

    @ExtendWith(ForkedChildExtension.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance {

        private final ForkedChildren ofClass;

        OneInstance(@Spawn("cat") ForkedChild cat, ForkedChildren children) {
            OF_CLASS.add(cat);
            ofClass = children;
        }

        @BeforeAll
        void before(ForkedChildren children) {
            assertThat(children).isSameAs(ofClass);
        }

        @BeforeEach
        void beforeEach(ForkedChildren children, @Spawn("cat") ForkedChild cat) {
            assertThat(children).isNotSameAs(ofClass);
            assertThat(OF_TESTS.all()).allSatisfy(Children::requireGone);
            OF_TESTS.add(cat);
        }

        @Test
        void one(@Spawn("cat") ForkedChild cat) {
            OF_TESTS.add(cat);
            OF_CLASS.requireAllAlive();
        }

        @Test
        void another(@Spawn("cat") ForkedChild cat) {
            OF_TESTS.add(cat);
            OF_CLASS.requireAllAlive();
        }

        @AfterAll
        void after(ForkedChildren children) {
            assertThat(children).isSameAs(ofClass);
            OF_CLASS.requireAllAlive();
            OF_TESTS.requireAllGone();
        }
    }

    @Test
    void childrenAroundNestedTestsEndWithTheirOwnTestOrClass() {
        NestedRun.of(Outer.class).succeeded(3);

        OF_CLASS.requireAllGone(2);
        OF_TESTS.requireAllGone(9);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Outer {

        private static final Children OF_NESTED_CLASS = new Children();

        final ForkedChildren ofTest;

        Outer(ForkedChildren children, @Spawn("cat") ForkedChild cat) {
            assertThat(OF_TESTS.all()).allSatisfy(Children::requireGone);
            OF_TESTS.add(cat);
            ofTest = children;
        }

        @BeforeAll
        static void launch(@Spawn("cat") ForkedChild cat) {
            OF_NESTED_CLASS.clear();
            OF_CLASS.add(cat);
        }

        @BeforeEach
        void before(ForkedChildren children, @Spawn("cat") ForkedChild cat) {
            assertThat(children).isSameAs(ofTest);
            OF_TESTS.add(cat);
        }

        @Test
        void outer(@Spawn("cat") ForkedChild cat) {
            OF_TESTS.add(cat);
        }

        @AfterAll
        static void nestedIsGone() {
            OF_NESTED_CLASS.requireAllGone(1);
            Children.requireAlive(OF_CLASS.all().get(0));
        }

        @Nested
        class Inner {

            @BeforeAll
            static void launch(@Spawn("cat") ForkedChild cat) {
                OF_CLASS.add(OF_NESTED_CLASS.add(cat));
            }

            Inner(ForkedChildren children) {
                assertThat(children).isSameAs(ofTest);
            }

            @Test
            void one(ForkedChildren children, @Spawn("cat") ForkedChild cat) {
                runs(children, cat);
            }

            @Test
            void another(ForkedChildren children, @Spawn("cat") ForkedChild cat) {
                runs(children, cat);
            }

            private void runs(ForkedChildren children, ForkedChild cat) {
                assertThat(children).isSameAs(ofTest);
                assertThat(children.all()).hasSize(3).allSatisfy(Children::requireAlive);
                OF_NESTED_CLASS.requireAllAlive();
                OF_TESTS.add(cat);
            }
        }
    }

    @Test
    void nestedInstanceForAllTestsKeepsItsChildrenForTheNestedClass() {
        NestedRun.of(OuterOfOneInstance.class).succeeded(2);

        OF_CLASS.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class OuterOfOneInstance {

        OuterOfOneInstance(@Spawn("cat") ForkedChild cat) {
            OF_CLASS.add(cat);
        }

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inner {

            Inner(@Spawn("cat") ForkedChild cat) {
                OF_CLASS.add(cat);
            }

            @Test
            void one() {
                OF_CLASS.requireAllAlive();
            }

            @Test
            void another() {
                OF_CLASS.requireAllAlive();
            }
        }
    }
}
