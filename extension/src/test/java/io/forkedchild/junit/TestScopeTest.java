package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Children of a test, of its constructor and of the methods around it end with the test. */
class TestScopeTest {

    private static final Children LAUNCHED = new Children();
    private static final Set<ForkedChildren> LAUNCHERS = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        LAUNCHED.clear();
        LAUNCHERS.clear();
    }

    @Test
    void childOfTestIsAliveInAfterEachAndGoneAfterwards() {
        NestedRun.of(AliveInAfterEach.class).succeeded(2);

        LAUNCHED.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AliveInAfterEach {

        @Test
        void one(@Spawn("cat") ForkedChild cat) {
            launched(cat);
        }

        @Test
        void another(@Spawn("cat") ForkedChild cat) {
            launched(cat);
        }

        private final List<ForkedChild> children = new ArrayList<>();

        /** Whichever test is the second finds the children of the first gone. */
        private void launched(ForkedChild child) {
            assertThat(LAUNCHED.all()).allSatisfy(Children::requireGone);
            children.add(LAUNCHED.add(child));
        }

        @AfterEach
        void alive() {
            assertThat(children).hasSize(1).allSatisfy(Children::requireAlive);
        }
    }

    @Test
    void childrenOfTheMethodsAroundATestEndWithIt() {
        NestedRun.of(MethodsAround.class).succeeded(2);

        LAUNCHED.requireAllGone(4);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class MethodsAround {

        private ForkedChild before;

        @BeforeEach
        void before(@Spawn("cat") ForkedChild cat) {
            assertThat(LAUNCHED.all()).allSatisfy(Children::requireGone);
            before = LAUNCHED.add(cat);
        }

        @Test
        void one() {
            Children.requireAlive(before);
        }

        @Test
        void another() {
            Children.requireAlive(before);
        }

        @AfterEach
        void after(@Exec("cat") ForkedChild cat) {
            Children.requireAlive(before);
            LAUNCHED.add(cat);
        }
    }

    @Test
    void childrenOfConstructorEndWithTheTestThatTheInstanceIsFor() {
        NestedRun.of(Constructed.class).succeeded(2);

        LAUNCHED.requireAllGone(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Constructed {

        private final ForkedChild cat;

        Constructed(@Spawn("cat") ForkedChild cat) {
            assertThat(LAUNCHED.all()).allSatisfy(Children::requireGone);
            this.cat = LAUNCHED.add(cat);
        }

        @Test
        void one() {
            Children.requireAlive(cat);
        }

        @Test
        void another() {
            Children.requireAlive(cat);
        }
    }

    @Test
    void launcherIsTheSameEverywhereInATestAndAnotherInTheNext() {
        NestedRun.of(SameLauncher.class).succeeded(2);

        assertThat(LAUNCHERS).hasSize(2);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class SameLauncher {

        private final ForkedChildren children;

        SameLauncher(ForkedChildren children) {
            this.children = children;
            LAUNCHERS.add(children);
        }

        @BeforeEach
        void before(ForkedChildren sameChildren) {
            assertThat(sameChildren).isSameAs(children);
        }

        @Test
        void one(ForkedChildren sameChildren, @Spawn("true") ForkedChild child) {
            assertThat(sameChildren).isSameAs(children);
            assertThat(children.all()).containsExactly(child);
        }

        @Test
        void another(@Spawn("true") ForkedChild child, ForkedChildren sameChildren) {
            assertThat(sameChildren).isSameAs(children);
            assertThat(children.all()).containsExactly(child);
        }

        @AfterEach
        void after(ForkedChildren sameChildren) {
            assertThat(sameChildren).isSameAs(children);
        }
    }

    @Test
    void launcherRefusesAfterTheTest() {
        NestedRun.of(Kept.class).succeeded(1);

        assertThat(LAUNCHERS)
                .singleElement()
                .satisfies(launcher -> assertThatIllegalStateException()
                        .isThrownBy(() -> launcher.spawn("true"))
                        .withMessageContaining("is over"));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Kept {

        @Test
        void keeps(ForkedChildren children) {
            LAUNCHERS.add(children);
        }
    }

    @Test
    void childrenEndAlsoWhenTheTestFails() {
        assertThat(NestedRun.of(Failing.class).failure()).contains("wrong on purpose");

        LAUNCHED.requireAllGone(1);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Failing {

        @Test
        void fails(@Spawn("cat") ForkedChild cat) {
            LAUNCHED.add(cat);
            throw new AssertionError("wrong on purpose");
        }
    }

    @Test
    void childrenEndAlsoWhenTheConstructorFails() {
        assertThat(NestedRun.of(FailingConstructor.class).failure()).contains("wrong on purpose");

        LAUNCHED.requireAllGone(1);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class FailingConstructor {

        FailingConstructor(@Spawn("cat") ForkedChild cat) {
            LAUNCHED.add(cat);
            throw new IllegalStateException("wrong on purpose");
        }

        @Test
        void neverRuns() {}
    }

    @Test
    void childrenEndAlsoWhenALaterParameterIsRefused() {
        assertThat(NestedRun.of(RefusedLater.class).failure()).contains("must name what to launch");

        assertThat(LAUNCHERS)
                .singleElement()
                .satisfies(launcher -> assertThat(launcher.all()).hasSize(1).allSatisfy(Children::requireGone));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class RefusedLater {

        @BeforeEach
        void before(ForkedChildren children) {
            LAUNCHERS.add(children);
        }

        @Test
        void neverRuns(@Spawn("cat") ForkedChild cat, @Spawn({}) ForkedChild none) {}
    }

    @Test
    void listenerThatThrowsFailsTheTest() {
        var failure = NestedRun.of(ThrowingListener.class).failure();

        assertThat(failure).contains("a listener of a child threw", "wrong on purpose");
        LAUNCHED.requireAllGone(1);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ThrowingListener {

        @Test
        void succeeds(@Spawn("cat") ForkedChild cat) {
            LAUNCHED.add(cat).onExit(status -> {
                throw new IllegalStateException("wrong on purpose");
            });
        }
    }

    @Test
    void temporaryDirectoryOutlivesTheChildrenThatWorkInIt() {
        NestedRun.of(InTemporaryDirectory.class).succeeded(1);

        assertThat(LAUNCHED.all())
                .singleElement()
                .satisfies(child -> assertThat(child.exitCode()).hasValue(7));
    }

    /** The directory is younger than the launcher, so the store would delete it first. */
    @ExtendWith(ForkedChildExtension.class)
    static class InTemporaryDirectory {

        private static final String WRITES_AT_ITS_END =
                "trap 'echo bye > bye.txt && exit 7' TERM; echo ready; while :; do read -r line; done";

        private final ForkedChildren children;

        InTemporaryDirectory(ForkedChildren children) {
            this.children = children;
        }

        @Test
        void works(@TempDir Path directory) {
            var options = SpawnOptions.defaults().cwd(directory);
            var child = LAUNCHED.add(children.with(options).spawn("sh", "-c", WRITES_AT_ITS_END));
            Children.until(child, () -> child.stdout().text().contains("ready"));
        }
    }
}
