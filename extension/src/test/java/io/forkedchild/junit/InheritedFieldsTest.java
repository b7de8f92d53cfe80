package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Children in annotated fields of superclasses and of the classes around a test. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class InheritedFieldsTest {

    private static final Children OF_CLASS = new Children();
    private static final Children OF_TESTS = new Children();

    @BeforeEach
    void forget() {
        OF_CLASS.clear();
        OF_TESTS.clear();
    }

    @Test
    void fieldsOfSuperclassesComeFirst() {
        NestedRun.of(Derived.class).succeeded(1);

        OF_CLASS.requireAllGone(2);
        OF_TESTS.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    abstract static class Base {

        @Spawn("cat")
        private static ForkedChild ofClass;

        @Spawn("cat")
        private ForkedChild ofTest;

        @BeforeAll
        static void beforeAll(ForkedChildren children) {
            assertThat(children.all()).first().isSameAs(ofClass);
            children.all().forEach(OF_CLASS::add);
        }

        @BeforeEach
        void beforeEach(ForkedChildren children) {
            assertThat(children.all()).first().isSameAs(ofTest);
            children.all().forEach(OF_TESTS::add);
        }
    }

    static class Derived extends Base {

        @Spawn(value = "cat", name = "derived")
        private static ForkedChild ofClass;

        @Spawn(value = "cat", name = "derived")
        private ForkedChild ofTest;

        @Test
        void fieldsOfTheSameNameAreDifferentFields() {
            assertThat(OF_CLASS.all()).extracting(ForkedChild::name).containsExactly("ofClass", ofClass.name());
            assertThat(OF_TESTS.all()).extracting(ForkedChild::name).containsExactly("ofTest", ofTest.name());
        }
    }

    @Test
    void nestedTestsHaveTheFieldsOfTheInstancesAround() {
        NestedRun.of(Outer.class).succeeded(3);

        OF_CLASS.requireAllGone(2);
        OF_TESTS.requireAllGone(5);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Outer {

        @Spawn("cat")
        static ForkedChild ofOuter;

        @Spawn("cat")
        ForkedChild outer;

        @BeforeAll
        static void before() {
            OF_CLASS.add(ofOuter);
        }

        @Test
        void outer(ForkedChildren children) {
            assertThat(children.all()).containsExactly(OF_TESTS.add(outer));
        }

        @AfterAll
        static void nestedIsGone() {
            Children.requireGone(Inner.ofInner);
            Children.requireAlive(ofOuter);
        }

        @Nested
        class Inner {

            @Spawn("cat")
            static ForkedChild ofInner;

            @Spawn("cat")
            ForkedChild inner;

            @BeforeAll
            static void before() {
                OF_CLASS.add(ofInner);
            }

            @RepeatedTest(2)
            void inner(ForkedChildren children) {
                assertThat(children.all()).containsExactly(OF_TESTS.add(outer), OF_TESTS.add(inner));
                OF_CLASS.requireAllAlive();
            }
        }
    }

    @Test
    void staticFieldThatANestedClassInheritsTooHasOneChild() {
        NestedRun.of(SharesItsSuperclass.class).succeeded(2);

        OF_CLASS.requireAllGone(1);
    }

    @ExtendWith(ForkedChildExtension.class)
    abstract static class WithServer {

        @Spawn("cat")
        static ForkedChild server;
    }

    static class SharesItsSuperclass extends WithServer {

        @BeforeAll
        static void before() {
            OF_CLASS.add(server);
        }

        @Test
        void outer() {
            assertThat(OF_CLASS.all()).containsExactly(server);
        }

        @Nested
        class Inner extends WithServer {

            @Test
            void inner() {
                assertThat(OF_CLASS.all()).containsExactly(server);
            }
        }

        @AfterAll
        static void after() {
            OF_CLASS.requireAllAlive();
        }
    }

    @Test
    void nestedClassOfASuperclassHasTheFieldsOfTheSubclass() {
        NestedRun.of(InheritsNested.class).succeeded(1);

        OF_TESTS.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    abstract static class HasNested {

        @Nested
        class Inner {

            @Test
            void inner(ForkedChildren children) {
                children.all().forEach(OF_TESTS::add);
            }
        }
    }

    static class InheritsNested extends HasNested {

        @Spawn("cat")
        ForkedChild one;

        @Spawn("cat")
        ForkedChild another;
    }
}
