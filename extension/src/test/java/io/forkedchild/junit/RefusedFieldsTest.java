package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when an annotated field cannot have a child. */
@SuppressWarnings("NullAway.Init") // nothing sets the fields, and nobody reads them
class RefusedFieldsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FinalField       | 'child'  | @Spawn sets the field before the tests: the field must not be final
            FinalStatic      | 'CHILD'  | @Fork sets the field before the tests: the field must not be final
            OfInterface      | 'CHILD'  | @Exec sets the field before the tests: all fields of an interface are final; declare it in a class
            OfRecord         | 'CHILD'  | @Spawn sets the field before the tests: the field must not be final
            AnotherType      | 'child'  | @Spawn launches a ForkedChild, but the type of the field is java.lang.Object
            Launcher         | 'child'  | @Exec launches a ForkedChild, but the type of the field is io.forkedchild.ForkedChildren
            Several          | 'child'  | @ExecFile and @Fork are different ways to launch, and a field is one child: choose one of them
            SeveralOfOnesOwn | 'child'  | @Cat and @Spawn are different ways to launch, and a field is one child: choose one of them
            SeveralInOne     | 'child'  | @Spawn and @Exec are different ways to launch, and a field is one child: choose one of them
            NoProgram        | 'child'  | @Spawn(value = {}): must name what to launch
            WrongTimeout     | 'child'  | @Exec(timeout = "soon"): must be a duration that is not negative
            WrongEnv         | 'child'  | @Fork(env = {"A"}): must be NAME=value, was 'A'
            BlankName        | 'child'  | @ExecFile(name = " "): options.name: must not be blank
            """)
    void fieldIsNamedWithItsAnnotation(String type, String field, String text) throws ReflectiveOperationException {
        var test = Class.forName(RefusedFieldsTest.class.getName() + "$" + type);

        assertThat(NestedRun.of(test).failure())
                .startsWith("org.junit.jupiter.api.extension.ExtensionConfigurationException: field " + field)
                .contains(text);
    }

    @ExtendWith(ForkedChildExtension.class)
    abstract static class WithTest {

        @Test
        void test() {}
    }

    static class FinalField extends WithTest {

        @Spawn("cat")
        final @Nullable ForkedChild child = null;
    }

    static class FinalStatic extends WithTest {

        @Fork("a.js")
        static final @Nullable ForkedChild CHILD = null;
    }

    interface HasChild {

        @Exec("cat")
        @Nullable
        ForkedChild CHILD = null;
    }

    static class OfInterface extends WithTest implements HasChild {}

    @ExtendWith(ForkedChildExtension.class)
    record OfRecord() {

        @Spawn("cat")
        static final @Nullable ForkedChild CHILD = null;

        @Test
        void test() {}
    }

    static class AnotherType extends WithTest {

        @Spawn("cat")
        Object child;
    }

    static class Launcher extends WithTest {

        @Exec("cat")
        static ForkedChildren child;
    }

    static class Several extends WithTest {

        @ExecFile("cat")
        @Fork("a.js")
        ForkedChild child;
    }

    static class SeveralOfOnesOwn extends WithTest {

        @Cat
        @Spawn("dog")
        ForkedChild child;
    }

    @Spawn("cat")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cat {}

    static class SeveralInOne extends WithTest {

        @Both
        static ForkedChild child;
    }

    @Cat
    @Exec("dog")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Both {}

    static class NoProgram extends WithTest {

        @Spawn({})
        ForkedChild child;
    }

    static class WrongTimeout extends WithTest {

        @Exec(value = "cat", timeout = "soon")
        static ForkedChild child;
    }

    static class WrongEnv extends WithTest {

        @Fork(value = "a.js", env = "A")
        ForkedChild child;
    }

    static class BlankName extends WithTest {

        @ExecFile(value = "cat", name = " ")
        ForkedChild child;
    }

    @Test
    void fieldOfAnInstanceAroundIsNamedWithItsOwnClass() {
        assertThat(NestedRun.of(Outer.class).failure()).contains("field 'child' of " + Outer.class.getName() + ": ");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Outer {

        @Spawn("cat")
        final @Nullable ForkedChild child = null;

        @Nested
        class Inner {

            @Test
            void test() {}
        }
    }

    @Test
    void nothingIsLaunchedBesideARefusedField() {
        Beside.launched.set(0);

        NestedRun.of(Beside.class).failure();

        assertThat(Beside.launched).hasValue(0);
    }

    static class Beside extends WithTest {

        private static final AtomicInteger launched = new AtomicInteger();

        @Spawn("cat")
        ForkedChild first;

        @Spawn("cat")
        final @Nullable ForkedChild second = null;

        @AfterEach
        void count(ForkedChildren children) {
            launched.addAndGet(children.all().size());
        }
    }

    @Test
    void annotationWithoutTheExtensionDoesNothing() {
        NestedRun.of(WithoutExtension.class).succeeded(1);
    }

    static class WithoutExtension {

        @Spawn("cat")
        ForkedChild child;

        @Test
        void test() {
            assertThat(child).isNull();
        }
    }
}
