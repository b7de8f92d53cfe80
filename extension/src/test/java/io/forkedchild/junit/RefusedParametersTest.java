package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when a parameter cannot be resolved. */
class RefusedParametersTest {

    @Test
    void childWithoutAnnotationShowsBothWays() {
        var failure = NestedRun.of(Bare.class).failure();

        assertThat(failure)
                .contains("parameter 'server' of " + Bare.class.getName()
                        + ".test: a ForkedChild needs something to launch")
                .contains("void test(@Spawn({\"ls\", \"-l\"}) ForkedChild server)")
                .contains("void test(ForkedChildren children) { var server = children.spawn(\"ls\", \"-l\"); }");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Bare {

        @Test
        void test(ForkedChild server) {}
    }

    @Test
    void twoAnnotationsAreOneTooMany() {
        var failure = NestedRun.of(Two.class).failure();

        assertThat(failure)
                .contains("parameter 'child' of " + Two.class.getName()
                        + ".test: @Spawn and @Fork are different ways to launch");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Two {

        @Test
        void test(@Fork("a.js") @Spawn("ls") ForkedChild child) {}
    }

    @Test
    void annotationsOfOnesOwnAreOneTooManyAsWell() {
        var failure = NestedRun.of(TwoOfOnesOwn.class).failure();

        assertThat(failure)
                .contains("parameter 'child' of " + TwoOfOnesOwn.class.getName()
                        + ".test: @Cat and @Dog are different ways to launch, and a parameter is one child");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class TwoOfOnesOwn {

        @Test
        void test(@Cat @Dog ForkedChild child) {}
    }

    @Spawn("cat")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cat {}

    @Spawn("dog")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Dog {}

    @Test
    void annotatedLauncherIsRefused() {
        var failure = NestedRun.of(AnnotatedLauncher.class).failure();

        assertThat(failure)
                .contains("parameter 'children' of the constructor of " + AnnotatedLauncher.class.getName())
                .contains("@Exec launches a ForkedChild, but the type of the parameter is "
                        + ForkedChildren.class.getName());
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AnnotatedLauncher {

        AnnotatedLauncher(@Exec("ls") ForkedChildren children) {}

        @Test
        void test() {}
    }

    @Test
    void annotationOnAnotherTypeIsRefused() {
        var failure = NestedRun.of(AnotherType.class).failure();

        assertThat(failure)
                .contains("parameter 'process' of " + AnotherType.class.getName() + ".launch")
                .contains("@Spawn launches a ForkedChild, but the type of the parameter is java.lang.Process");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AnotherType {

        @BeforeAll
        static void launch(@Spawn("ls") Process process) {}

        @Test
        void test() {}
    }

    @Test
    void parameterOfANestedConstructorIsNamed() {
        var failure = NestedRun.of(Outer.class).failure();

        assertThat(failure)
                .contains("parameter 'child' of the constructor of " + Outer.Inner.class.getName())
                .contains("@Spawn(value = {}): must name what to launch");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Outer {

        @Nested
        class Inner {

            Inner(ForkedChildren children, @Spawn({}) ForkedChild child) {}

            @Test
            void test() {}
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            noProgram        | @Spawn(value = {}): must name what to launch
            blankProgram     | @ExecFile(value = {" ", "a"}): must name what to launch
            noCommand        | @Exec(value = {""}): must name what to launch
            noModule         | @Fork(value = {""}): must name what to launch
            noMain           | @Fork(main = java.lang.String.class): mainClass: must have a public static void main(String[]), was class
            nulInArgument    | @Spawn(value = {"ls", "a\\0b"}): args[0]: must not contain a NUL character, was 'a\\0b'
            blankName        | @Spawn(name = "  "): options.name: must not be blank
            nulInCwd         | @Exec(cwd = "a\\0b"): Nul character not allowed
            envWithoutValue  | @Spawn(env = {"A=1", "PATH"}): must be NAME=value, was 'PATH'
            envWithoutName   | @Fork(env = {"=1"}): must be NAME=value, was '=1'
            envTwice         | @Exec(env = {"A=1", "A=2"}): must name each variable once, was 'A=2'
            onlyEnvNoValue   | @Exec(onlyEnv = {"PATH"}): must be NAME=value, was 'PATH'
            envInBoth        | @ExecFile(env = {"A=1"}): options.env: must not name a variable that options.onlyEnv sets, was 'A'
            setAndLeftOut    | @Spawn(withoutEnv = {"B", "A"}): options.withoutEnv: must not name a variable that options.env sets, was 'A'
            leftOutWithValue | @Fork(withoutEnv = {"A=1"}): options.withoutEnv name: must not contain '=', was 'A=1'
            nulInEnv         | @Spawn(env = {"A=\\0"}): options.env['A']: must not contain a NUL character, was '\\0'
            oneStdio         | @Spawn(stdio = {"ipc"}): options.stdio: must be 'pipe', 'overlapped', 'ignore', 'inherit'
            severalStdios    | @Spawn(stdio = {"pipe", "tube"}): stdio: must be 'pipe', 'overlapped', 'ignore', 'inherit', 'ipc'
            noChannel        | @Fork(stdio = {"pipe", "pipe"}): options.stdio: must have an 'ipc'
            negativeTimeout  | @Spawn(timeout = "-5 s"): must be a duration that is not negative, a number with
            unknownUnit      | @Exec(timeout = "5 parsecs"): must be a duration that is not negative, a number with
            negativeBuffer   | @ExecFile(maxBuffer = -1): options.maxBuffer: must not be negative
            unknownEncoding  | @Exec(encoding = "klingon"): must be 'buffer' or a charset that this JVM knows, such as UTF-8, ISO-8859-1, GBK
            spawnEncoding    | @Spawn(encoding = "buffer"): must be a charset that this JVM knows, such as UTF-8, ISO-8859-1, GBK
            forkEncoding     | @Fork(encoding = "utf-9"): must be a charset that this JVM knows, such as UTF-8, ISO-8859-1, GBK
            emptyEncoding    | @Exec(encoding = ""): must be 'buffer' or a charset that this JVM knows, such as UTF-8, ISO-8859-1, GBK
            negativeUid      | @Spawn(uid = -2): options.uid: must not be negative
            negativeGid      | @Exec(gid = -2): options.gid: must not be negative
            nulInArgv0       | @Spawn(argv0 = "\\0"): options.argv0: must not contain a NUL character
            nulInExecArgv    | @Fork(execArgv = {"\\0"}): options.execArgv[0]: must not contain a NUL character
            nulInExecPath    | @Fork(execPath = "\\0"): options.execPath: must not contain a NUL character
            nulInShell       | @Exec(shell = "\\0"): options.shell: must not contain a NUL character
            """)
    void wrongValueIsNamedWithItsMemberAndPlace(String test, String text) {
        var failures = NestedRun.of(WrongValues.class).failures();

        assertThat(failures)
                .map(Throwable::toString)
                .filteredOn(failure -> failure.contains(WrongValues.class.getName() + "." + test + ":"))
                .singleElement()
                .asString()
                .startsWith("org.junit.jupiter.api.extension.ParameterResolutionException: parameter 'child' of ")
                .contains(text);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class WrongValues {

        @Test
        void noProgram(@Spawn({}) ForkedChild child) {}

        @Test
        void blankProgram(@ExecFile({" ", "a"}) ForkedChild child) {}

        @Test
        void noCommand(@Exec("") ForkedChild child) {}

        @Test
        void noModule(@Fork("") ForkedChild child) {}

        @Test
        void noMain(@Fork(main = String.class) ForkedChild child) {}

        @Test
        void nulInArgument(@Spawn({"ls", "a\0b"}) ForkedChild child) {}

        @Test
        void blankName(@Spawn(value = "ls", name = "  ") ForkedChild child) {}

        @Test
        void nulInCwd(@Exec(value = "ls", cwd = "a\0b") ForkedChild child) {}

        @Test
        void envWithoutValue(
                @Spawn(
                                value = "ls",
                                env = {"A=1", "PATH"})
                        ForkedChild child) {}

        @Test
        void envWithoutName(@Fork(value = "a.js", env = "=1") ForkedChild child) {}

        @Test
        void envTwice(
                @Exec(
                                value = "ls",
                                env = {"A=1", "A=2"})
                        ForkedChild child) {}

        @Test
        void onlyEnvNoValue(@Exec(value = "ls", onlyEnv = "PATH") ForkedChild child) {}

        @Test
        void envInBoth(@ExecFile(value = "ls", env = "A=1", onlyEnv = "A=1") ForkedChild child) {}

        @Test
        void setAndLeftOut(
                @Spawn(
                                value = "ls",
                                env = "A=1",
                                withoutEnv = {"B", "A"})
                        ForkedChild child) {}

        @Test
        void leftOutWithValue(@Fork(value = "a.js", withoutEnv = "A=1") ForkedChild child) {}

        @Test
        void nulInEnv(@Spawn(value = "ls", env = "A=\0") ForkedChild child) {}

        @Test
        void oneStdio(@Spawn(value = "ls", stdio = "ipc") ForkedChild child) {}

        @Test
        void severalStdios(
                @Spawn(
                                value = "ls",
                                stdio = {"pipe", "tube"})
                        ForkedChild child) {}

        @Test
        void noChannel(
                @Fork(
                                value = "a.js",
                                stdio = {"pipe", "pipe"})
                        ForkedChild child) {}

        @Test
        void negativeTimeout(@Spawn(value = "ls", timeout = "-5 s") ForkedChild child) {}

        @Test
        void unknownUnit(@Exec(value = "ls", timeout = "5 parsecs") ForkedChild child) {}

        @Test
        void negativeBuffer(@ExecFile(value = "ls", maxBuffer = -1) ForkedChild child) {}

        @Test
        void unknownEncoding(@Exec(value = "ls", encoding = "klingon") ForkedChild child) {}

        @Test
        void spawnEncoding(@Spawn(value = "ls", encoding = "buffer") ForkedChild child) {}

        @Test
        void forkEncoding(@Fork(value = "child.js", encoding = "utf-9") ForkedChild child) {}

        @Test
        void emptyEncoding(@Exec(value = "ls", encoding = "") ForkedChild child) {}

        @Test
        void negativeUid(@Spawn(value = "ls", uid = -2) ForkedChild child) {}

        @Test
        void negativeGid(@Exec(value = "ls", gid = -2) ForkedChild child) {}

        @Test
        void nulInArgv0(@Spawn(value = "ls", argv0 = "\0") ForkedChild child) {}

        @Test
        void nulInExecArgv(@Fork(value = "a.js", execArgv = "\0") ForkedChild child) {}

        @Test
        void nulInExecPath(@Fork(value = "a.js", execPath = "\0") ForkedChild child) {}

        @Test
        void nulInShell(@Exec(value = "ls", shell = "\0") ForkedChild child) {}
    }
}
