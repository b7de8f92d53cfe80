package io.forkedchild.junit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Test classes that need children in one place or another, and {@code pure} tests that need none. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
final class PlatformCases {

    private PlatformCases() {}

    @ExtendWith(ForkedChildExtension.class)
    static class InTests {

        @Test
        void pure() {}

        @Test
        void child(@Spawn("cat") ForkedChild cat) {}

        @Test
        void launcherAndExpectedFailure(ForkedChildren children) {
            assertThrows(IllegalArgumentException.class, () -> children.spawn(""));
        }

        @RepeatedTest(2)
        void repeated(@Exec("true") ForkedChild child) {}

        @TestFactory
        List<DynamicTest> factory(ForkedChildren children) {
            return List.of();
        }

        @TestFactory
        List<DynamicTest> dynamic() {
            return List.of(dynamicTest("pureDynamic", () -> {}), dynamicTest("launchingDynamic", InTests::launch));
        }

        @Test
        void launching() {
            launch();
        }

        @Test
        void launchingElsewhere() throws ExecutionException, InterruptedException {
            CompletableFuture.runAsync(InTests::launch).get();
        }

        static void launch() {
            try (var children = ForkedChildren.open()) {
                children.spawn("cat");
            }
        }

        @Nested
        class Inner {

            @BeforeEach
            void before(@Spawn("cat") ForkedChild cat) {}

            @Test
            void inner() {}
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class BeforeClass {

        @BeforeAll
        static void before(@Spawn("cat") ForkedChild cat) {}

        @Test
        void ofClass() {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class LaunchesBeforeClass {

        @BeforeAll
        static void before() {
            InTests.launch();
        }

        @Test
        void ofClass() {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InField {

        @Spawn("cat")
        private ForkedChild cat;

        @Test
        void withField() {
            cat.pid();
        }

        @Nested
        class Inner {

            @Test
            void withFieldAround() {
                cat.pid();
            }
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InStaticChild {

        @Spawn("cat")
        private static ForkedChild cat;

        @Test
        void withStaticField() {
            cat.pid();
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InConstructor {

        InConstructor(@Spawn("cat") ForkedChild cat) {}

        @Test
        void constructed() {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AroundTest {

        @AfterEach
        void after(ForkedChildren children) {}

        @Test
        void around() {}
    }

    @ExtendWith(ForkedChildExtension.class)
    abstract static class HasNested {

        @Nested
        class Inner {

            @Test
            void inheritedWithItsClass() {}
        }
    }

    static class AroundNestedOfSuperclass extends HasNested {

        @BeforeEach
        void before(ForkedChildren children) {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InStaticField {

        private static final ForkedChild SERVER = ForkedChildren.open().spawn("cat");

        @Test
        void first() {
            SERVER.pid();
        }

        @Test
        void second() {
            SERVER.pid();
        }
    }
}
