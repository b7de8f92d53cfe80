package io.forkedchild.junit;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.await;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Stdio;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What fails a strict test, and only such a test. */
class StrictTest {

    private static final String DEEDS = "echo oops >&2; exit 3";

    @Test
    void whatNobodyAskedForFailsTheTest() {
        var failure = NestedRun.of(Careless.class).failures().get(0);

        assertThat(failure).isInstanceOf(AssertionError.class);
        assertThat(failure.getMessage()).startsWith("""
                        nobody has asked for what sh and worker did, and the test is @Strict
                          sh exited with code 3
                          sh wrote 5 bytes to stderr: "oops"
                          worker was killed by SIGHUP
                        sh: sh -c 'echo oops >&2; exit 3'
                        """).contains("  state:    exited with code 3 after ");
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Careless {

        @Test
        void test(
                @Spawn({"sh", "-c", DEEDS}) ForkedChild sh,
                @Spawn({"sh", "-c", "kill -HUP $$"}) ForkedChild worker,
                @Spawn("cat") ForkedChild runs) {
            await(sh).until(sh::isClosed);
            await(worker).until(worker::isClosed);
        }
    }

    @Test
    void errorThatNobodyAskedForFailsTheTest() {
        var failures = NestedRun.of(CarelessOfErrors.class).failures();

        assertThat(failures)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("""
                        nobody has asked for what sh did, and the test is @Strict
                          sh raised ERR_IPC_MALFORMED_MESSAGE: no message (""")
                .contains("{bad}", "  error:    ERR_IPC");
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class CarelessOfErrors {

        private final ForkedChild sh;

        CarelessOfErrors(ForkedChildren children) {
            var channel = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
            sh = children.with(channel).spawn("sh", "-c", "echo '{bad}' >&3");
        }

        @Test
        void looksAtTheEndOnly() {
            assertThat(sh).closedWith(0);
        }

        @Test
        void asks() {
            assertThat(sh).closedWith(0).raisedError("ERR_IPC_MALFORMED_MESSAGE");
        }

        @Test
        void listens() {
            sh.onError(error -> {});
            assertThat(sh).closedWith(0);
        }
    }

    @Test
    void whatSomebodyAskedForIsFine() {
        NestedRun.of(Careful.class).succeeded(2);
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Careful {

        @Test
        void asks(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
            assertThat(sh).exitedWith(3).stderr().isEqualTo("oops\n");
        }

        @Test
        void endsWhatRuns(
                @Spawn({"sh", "-c", "trap 'echo ended >&2; exit 9' TERM; echo up; while :; do read x; done"})
                        ForkedChild sh) {
            awaitStdout(sh, "up");
        }
    }

    @Test
    void testsAreNotStrictByThemselves() {
        NestedRun.of(Lenient.class).succeeded(1);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Lenient {

        @Test
        void test(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
            await(sh).until(sh::isClosed);
        }
    }

    @Test
    void nearestAnnotationWins() {
        var run = NestedRun.of(Nearest.class);

        assertThat(run.failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.getMessage()).startsWith("nobody has asked for what sh did"));
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Nearest {

        @Test
        @Strict(false)
        void excepted(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
            await(sh).until(sh::isClosed);
        }

        @Nested
        class Inherits {

            @Test
            void fails(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
                await(sh).until(sh::isClosed);
            }
        }

        @Nested
        @Strict(false)
        class Excepted {

            @Test
            void succeeds(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
                await(sh).until(sh::isClosed);
            }

            @Test
            @Severe
            void fails(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
                await(sh).until(sh::isClosed);
            }
        }
    }

    @Strict
    @Retention(RetentionPolicy.RUNTIME)
    @interface Severe {}

    @Test
    void failureOfTheTestItselfComesFirst() {
        var failure = NestedRun.of(Failing.class).failures().get(0);

        assertThat(failure).hasMessage("its own");
        assertThat(failure.getSuppressed())
                .satisfiesExactly(
                        children ->
                                assertThat(children).hasMessageStartingWith("children of this test when it failed:"),
                        strict -> assertThat(strict).hasMessageStartingWith("nobody has asked for what sh did"));
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Failing {

        @Test
        void test(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
            await(sh).until(sh::isClosed);
            throw new IllegalStateException("its own");
        }
    }

    @Test
    void abortedTestStaysAborted() {
        assertThat(NestedRun.of(Aborted.class).failures()).isEmpty();
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Aborted {

        @Test
        void test(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
            await(sh).until(sh::isClosed);
            Assumptions.abort();
        }
    }

    @Test
    void failureOfAListenerComesFirst() {
        var failure = NestedRun.of(Throwing.class).failures().get(0);

        assertThat(failure).hasMessageStartingWith("a listener of a child threw");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(strict -> assertThat(strict).hasMessageStartingWith("nobody has asked for what sh did"));
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Throwing {

        @Test
        void test(@Spawn({"sh", "-c", DEEDS}) ForkedChild sh) {
            sh.onExit(status -> {
                throw new IllegalStateException("on exit");
            });
            await(sh).until(sh::isClosed);
        }
    }

    @Test
    void childrenOfAClassAreLookedAtAfterItsLastTest() {
        NestedRun.of(OfClass.class).succeeded(2);

        assertThat(NestedRun.of(CarelessClass.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageStartingWith("nobody has asked for what sh did"));
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class OfClass {

        private static ForkedChild sh;

        @BeforeAll
        static void launch(ForkedChildren children) {
            sh = children.spawn("sh", "-c", DEEDS);
        }

        @Test
        void looksAtTheEnd() {
            assertThat(sh).exitedWith(3);
        }

        @Test
        void looksAtStderr() {
            assertThat(sh).stderr().isNotEmpty();
        }
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class CarelessClass {

        @BeforeAll
        static void launch(ForkedChildren children) {
            var sh = children.spawn("sh", "-c", DEEDS);
            await(sh).until(sh::isClosed);
        }

        @Test
        void test() {}
    }

    @Test
    void manyDeedsAreCounted() {
        var failure = NestedRun.of(Many.class).failure();

        assertThat(failure)
                .contains("nobody has asked for what 7 children did, and the test is @Strict\n")
                .contains("\n  sh-5 wrote 5 bytes to stderr: \"oops\"\n  … and 4 more\nsh: sh -c");
        assertThat(failure.lines()).hasSizeLessThanOrEqualTo(45);
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Many {

        @Test
        void test(ForkedChildren children) {
            IntStream.range(0, 7)
                    .mapToObj(i -> children.spawn("sh", "-c", DEEDS))
                    .toList()
                    .forEach(child -> await(child).until(child::isClosed));
        }
    }

    @Test
    void resultOfALambdaIsNoMessage() {
        NestedRun.of(Lambda.class).succeeded(1);
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Lambda {

        @Test
        void test(ForkedChildren children) {
            var child = children.fork(() -> 7);

            assertThat(child).closedWith(0);
        }
    }
}
