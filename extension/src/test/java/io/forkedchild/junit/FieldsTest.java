package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children in annotated fields: when they are launched, and how long they live. */
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class FieldsTest {

    private static final Children OF_CLASS = new Children();
    private static final Children OF_TESTS = new Children();

    @BeforeEach
    void forget() {
        OF_CLASS.clear();
        OF_TESTS.clear();
    }

    @Test
    void childOfAStaticFieldIsThereBeforeTheClassAndEndsWithIt() {
        NestedRun.of(StaticField.class).succeeded(2);

        OF_CLASS.requireAllGone(1);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class StaticField {

        @Spawn("cat")
        private static ForkedChild cat;

        StaticField() {
            Children.requireAlive(cat);
        }

        @BeforeAll
        static void before(ForkedChildren children) {
            assertThat(children.all()).containsExactly(OF_CLASS.add(cat));
        }

        @Test
        void one() {
            assertThat(OF_CLASS.all()).containsExactly(cat);
        }

        @Test
        void another() {
            assertThat(OF_CLASS.all()).containsExactly(cat);
        }

        @AfterAll
        static void after() {
            OF_CLASS.requireAllAlive();
        }
    }

    @Test
    void everyTestHasNewChildrenInItsFields() {
        NestedRun.of(InstanceFields.class).succeeded(2);

        OF_TESTS.requireAllGone(6);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InstanceFields {

        @Spawn("cat")
        private ForkedChild first;

        @Exec("exec cat")
        ForkedChild second;

        @Spawn(value = "cat", name = "the third")
        public ForkedChild third;

        private @Nullable ForkedChild notAnnotated;
        private @Nullable ForkedChildren launcher;

        @BeforeEach
        void before(ForkedChildren children) {
            assertThat(OF_TESTS.all()).allSatisfy(Children::requireGone);
            assertThat(children.all()).containsExactly(first, second, third);
            children.all().forEach(OF_TESTS::add);
        }

        @Test
        void namesAreThoseOfTheFields() {
            assertThat(List.of(first.name(), second.name(), third.name()))
                    .containsExactly("first", "second", "the third");
        }

        @Test
        void fieldsWithoutAnnotationAreLeftAlone() {
            assertThat(notAnnotated).isNull();
            assertThat(launcher).isNull();
        }

        @AfterEach
        void after() {
            Stream.of(first, second, third).forEach(Children::requireAlive);
        }
    }

    @Test
    void oneInstanceForAllTestsHasNewChildrenForEach() {
        NestedRun.of(OneInstance.class).succeeded(2);

        OF_CLASS.requireAllGone(1);
        OF_TESTS.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance {

        @Spawn("cat")
        private static ForkedChild ofClass;

        @Spawn("cat")
        private ForkedChild ofTest;

        @BeforeAll
        void before() {
            OF_CLASS.add(ofClass);
            assertThat(ofTest).isNull();
        }

        @RepeatedTest(2)
        void repeats() {
            assertThat(OF_TESTS.all()).allSatisfy(Children::requireGone);
            OF_TESTS.add(ofTest);
            OF_CLASS.requireAllAlive();
        }
    }

    @Test
    void invocationsAndDynamicTestsHaveFields() {
        NestedRun.of(Kinds.class).succeeded(4);

        OF_TESTS.requireAllGone(3);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Kinds {

        @Cat
        ForkedChild cat;

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void parameterized(String text) {
            OF_TESTS.add(cat).stdin().write(text).end();
            assertThat(Children.output(cat)).isEqualTo(text);
        }

        @TestFactory
        Stream<DynamicTest> factory() {
            OF_TESTS.add(cat);
            return Stream.of("three", "four").map(name -> dynamicTest(name, () -> Children.requireAlive(cat)));
        }
    }

    @Spawn("cat")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cat {}

    @Test
    void childThatTheConstructorGetsIsNotLaunchedAgain() {
        NestedRun.of(OfRecord.class).succeeded(1);
        NestedRun.of(OfConstructor.class).succeeded(1);

        OF_TESTS.requireAllGone(2);
    }

    /** The annotation of a component stands on the parameter of the constructor and on the field. */
    @ExtendWith(ForkedChildExtension.class)
    record OfRecord(@Spawn("cat") ForkedChild cat) {

        @Test
        void hasOneChild(ForkedChildren children) {
            assertThat(children.all()).containsExactly(OF_TESTS.add(cat));
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class OfConstructor {

        @Spawn("cat")
        private ForkedChild cat;

        OfConstructor(@Spawn("cat") ForkedChild cat) {
            this.cat = cat;
        }

        @Test
        void hasOneChild(ForkedChildren children) {
            assertThat(children.all()).containsExactly(OF_TESTS.add(cat));
        }
    }

    @Test
    void patienceAndStrictnessAreThoseOfTheTest() {
        var failures = NestedRun.of(Strictly.class).failures();

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).hasMessageStartingWith("""
                nobody has asked for what complains did, and the test is @Strict
                  complains exited with code 3
                  complains wrote 5 bytes to stderr: "oops"
                """);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Strictly {

        @Spawn({"sh", "-c", "echo oops >&2; exit 3"})
        private ForkedChild complains;

        @Test
        @Strict
        @Patience("7 s")
        void strict() {
            assertThat(complains.inspection().patience()).hasSeconds(7);
            Children.until(complains, complains::isClosed);
        }

        @Test
        void lenient() {
            assertThat(complains.inspection().patience()).isNotEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void failureTellsOfTheChildrenInFields() {
        var told = Told.byTheFailureOf(Fails.class);

        assertThat(told)
                .matches("children of this test when it failed:\n"
                        + "ofTest: running, pid \\d+\nofClass \\(of the class\\): running, pid \\d+");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Fails {

        @Spawn("cat")
        static ForkedChild ofClass;

        @Spawn("cat")
        ForkedChild ofTest;

        @Test
        void fails() {
            throw new AssertionError("on purpose");
        }
    }
}
