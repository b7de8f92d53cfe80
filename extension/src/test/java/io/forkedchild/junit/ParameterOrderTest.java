package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Children among the parameters of parameterized tests. */
class ParameterOrderTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                ChildFirst.class,
                BareChildFirst.class,
                LauncherFirst.class,
                Between.class,
                BeforeAccessor.class,
                OfOnesOwn.class
            })
    void childBeforeAnArgumentIsToBePutLast(Class<?> test) {
        assertThat(NestedRun.of(test).failure())
                .startsWith("org.junit.jupiter.api.extension.ParameterResolutionException: parameter 'child' of "
                        + test.getName() + ".test: put it last: JUnit gives the arguments of a parameterized test")
                .contains("test(String value, @Spawn(\"cat\") ForkedChild child)");
    }

    @Test
    void childBehindTheArgumentsIsLaunched() {
        NestedRun.of(Right.class).succeeded(5);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ChildFirst {

        @ParameterizedTest
        @ValueSource(strings = "a")
        void test(@Spawn("cat") ForkedChild child, String value) {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class BareChildFirst {

        @ParameterizedTest
        @ValueSource(strings = "a")
        void test(ForkedChild child, Path value) {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class LauncherFirst {

        @ParameterizedTest
        @ValueSource(ints = 1)
        void test(ForkedChildren child, int value) {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Between {

        @ParameterizedTest
        @CsvSource("a, 1")
        void test(String value, @Spawn("cat") ForkedChild child, Integer number) {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class BeforeAccessor {

        @ParameterizedTest
        @CsvSource("a, 1")
        void test(ForkedChildren child, ArgumentsAccessor values) {}
    }

    @ParameterizedTest
    @ValueSource(strings = "a")
    @Retention(RetentionPolicy.RUNTIME)
    @interface WithA {}

    @ExtendWith(ForkedChildExtension.class)
    static class OfOnesOwn {

        @WithA
        void test(@Exec("true") ForkedChild child, String value) {}
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Right {

        @ParameterizedTest
        @ValueSource(strings = "a")
        void last(String value, ForkedChildren children, @Spawn("cat") ForkedChild child) {}

        @ParameterizedTest
        @ValueSource(strings = "a")
        void beforeWhatOthersResolve(
                String value, @Spawn("cat") ForkedChild child, TestInfo info, @TempDir Path directory) {}

        @ParameterizedTest
        @CsvSource("a, 1")
        void behindTheAccessor(ArgumentsAccessor values, ForkedChildren children) {}

        @Test
        void withoutSource(@Spawn("cat") ForkedChild child, TestInfo info) {}

        @ParameterizedTest
        @ValueSource(strings = "a")
        void withoutChild(String value, TestInfo info) {}
    }
}
