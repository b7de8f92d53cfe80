package io.forkedchild.junit;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.assertions.ForkedChildSoftAssertions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a failure tells of a child already is not told again, and no test tells of another's children. */
class ToldOnceTest {

    private static final String BOTH = "children of this test when it failed:\n";

    // ---- failures that tell of a child

    @Test
    void failuresOfOurOwnTellOfTheOthersOnly() {
        assertThat(NestedRun.of(OwnFailures.class).failures())
                .hasSize(6)
                .allSatisfy(failure -> assertThat(Told.by(failure)).matches(BOTH + "cat: running, pid \\d+"));
    }

    @Patience("200 ms")
    @ExtendWith(ForkedChildExtension.class)
    static class OwnFailures {

        @Test
        void assertion(@Spawn("sort") ForkedChild sort, @Spawn("cat") ForkedChild cat) {
            assertThat(sort).exitedWith(0);
        }

        @Test
        void assertionAboutOutput(@Spawn("sort") ForkedChild sort, @Spawn("cat") ForkedChild cat) {
            assertThat(sort).within(Duration.ZERO).stdout().contains("pear");
        }

        @Test
        void softAssertions(@Spawn("sort") ForkedChild sort, @Spawn("cat") ForkedChild cat) {
            var softly = new ForkedChildSoftAssertions();
            softly.assertThat(sort).within(Duration.ZERO).exitedWith(0);
            softly.assertThat(sort).within(Duration.ZERO).closedWith(0);
            softly.assertAll();
        }

        @Test
        void severalAssertions(@Spawn("sort") ForkedChild sort, @Spawn("cat") ForkedChild cat) {
            Assertions.assertAll(
                    () -> assertEquals(200, 500),
                    () -> assertThat(sort).within(Duration.ZERO).exitedWith(0));
        }

        @Test
        void causeOfAnException(@Spawn("sort") ForkedChild sort, @Spawn("cat") ForkedChild cat) {
            try {
                assertThat(sort).within(Duration.ZERO).exitedWith(0);
            } catch (AssertionError failure) {
                throw new IllegalStateException("wrapped", failure);
            }
        }

        @Test
        void textOfTheTest(@Spawn("sort") ForkedChild sort, @Spawn("cat") ForkedChild cat) {
            fail("not sorted: " + sort.inspection().evidence(20));
        }
    }

    @Test
    void failureThatTellsOfTheOnlyChildIsLeftAlone() {
        assertThat(Told.byTheFailureOf(OnlyChild.class)).isEmpty();
    }

    @ExtendWith(ForkedChildExtension.class)
    static class OnlyChild {

        @Test
        void assertion(@Spawn("sort") ForkedChild sort) {
            assertThat(sort).within(Duration.ZERO).exitedWith(0);
        }
    }

    @Test
    void childOfTheSameCommandInAnotherTestIsNoSubstitute() {
        var failures = NestedRun.of(SameCommand.class).failures();

        assertThat(failures).hasSize(2).extracting(Told::by).containsOnlyOnce("");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class SameCommand {

        private static @Nullable AssertionError first;

        @Test
        void one(@Spawn("sort") ForkedChild sort) {
            fails(sort);
        }

        @Test
        void another(@Spawn("sort") ForkedChild sort) {
            fails(sort);
        }

        private static void fails(ForkedChild sort) {
            if (first == null) {
                first = new AssertionError(sort.evidence());
            }
            throw new AssertionError("again", first);
        }
    }

    // ---- strict tests

    @Test
    void strictFailureTellsOfTheOthersBesides() {
        var failure = NestedRun.of(Careless.class).failures().get(0);

        assertThat(failure).hasMessageContaining("\nsh: sh -c 'exit 3'\n");
        assertThat(Told.by(failure)).startsWith(BOTH + "cat: ").hasLineCount(2);
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class Careless {

        @Test
        void test(@Spawn({"sh", "-c", "exit 3"}) ForkedChild sh, @Spawn("cat") ForkedChild cat) {
            await(sh).until(sh::isClosed);
        }
    }

    @Test
    void strictFailureBesideAnotherRepeatsNoEvidence() {
        var failure = NestedRun.of(CarelessAndFailing.class).failures().get(0);

        assertThat(Told.by(failure)).startsWith(BOTH + "sh: sh -c 'exit 3'\n");
        assertThat(failure.getSuppressed())
                .anySatisfy(strict -> assertThat(strict)
                        .hasMessage(
                                "nobody has asked for what sh did, and the test is @Strict\n  sh exited with code 3"));
    }

    @Strict
    @ExtendWith(ForkedChildExtension.class)
    static class CarelessAndFailing {

        @Test
        void test(@Spawn({"sh", "-c", "exit 3"}) ForkedChild sh) {
            await(sh).until(sh::isClosed);
            fail("its own");
        }
    }

    // ---- one exception for several tests

    @Test
    void exceptionThrownByTwoTestsTellsOfTheChildrenOfTheLast() {
        var failures = NestedRun.of(SameException.class).failures();

        assertThat(failures).hasSize(2);
        assertThat(Told.by(SameException.FAILURE)).matches(BOTH + SameException.last + ": running, pid \\d+");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class SameException {

        static final IllegalStateException FAILURE = new IllegalStateException("always this one");
        private static String last = "";

        @Test
        void one(@Spawn("cat") ForkedChild one) {
            last = one.name();
            throw FAILURE;
        }

        @Test
        void another(@Spawn("cat") ForkedChild another) {
            last = another.name();
            throw FAILURE;
        }

        @AfterEach
        void throwsItAgain() {
            throw FAILURE;
        }
    }

    // ---- exceptions that take nothing

    @Test
    void causeTakesWhatTheExceptionDoesNot() {
        var failure = NestedRun.of(ImmutableWithCause.class).failures().get(0);

        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(Told.by(Objects.requireNonNull(failure.getCause()))).startsWith(BOTH + "cat: running, pid ");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ImmutableWithCause {

        @Test
        void test(@Spawn("cat") ForkedChild cat) throws Immutable {
            throw new Immutable(new IllegalStateException("cause"));
        }
    }

    @Test
    void exceptionThatTakesNothingHasAReportEntryBesides() {
        var run = NestedRun.of(ImmutableAlone.class);

        assertThat(run.failures()).singleElement().isInstanceOf(Immutable.class);
        assertThat(run.reportEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("children")).startsWith(BOTH + "cat: running, pid "));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ImmutableAlone {

        @Test
        void test(@Spawn("cat") ForkedChild cat) throws Immutable {
            throw new Immutable(null);
        }
    }

    static final class Immutable extends Exception {

        private static final long serialVersionUID = 1;

        Immutable(@Nullable Throwable cause) {
            super("immutable", cause, false, false);
        }
    }

    // ---- at the same time

    @Test
    void testsInParallelTellOfTheirOwnChildren() {
        var failures = NestedRun.of(Parallel.class, Map.of("junit.jupiter.execution.parallel.enabled", "true"))
                .failures();

        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure ->
                        assertThat(Told.by(failure)).matches(BOTH + failure.getMessage() + ": running, pid \\d+"));
    }

    @ExtendWith(ForkedChildExtension.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {

        private static final CyclicBarrier BOTH_RUN = new CyclicBarrier(2);

        @Test
        void one(ForkedChildren children) throws Exception {
            fails(children, "one");
        }

        @Test
        void another(ForkedChildren children) throws Exception {
            fails(children, "another");
        }

        private static void fails(ForkedChildren children, String name) throws Exception {
            children.with(SpawnOptions.defaults().name(name)).spawn("cat");
            BOTH_RUN.await(30, TimeUnit.SECONDS);
            fail(name);
        }
    }
}
