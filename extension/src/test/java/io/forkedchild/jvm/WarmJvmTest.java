package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.JvmSettings;
import io.forkedchild.Settings;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs that wait for what they are to run. */
class WarmJvmTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Settings WARM =
            Settings.defaults().patience(PATIENCE).jvms(JvmSettings.defaults().warmJvms(2));
    private static final AtomicInteger RUNS = new AtomicInteger();

    @AutoClose
    private final ForkedChildren children = ForkedChildren.open(WARM);

    /** Makes the launches of a test different from those of all others, so that it knows its own JVMs. */
    private final String mark = "mark-" + RUNS.incrementAndGet() + "-";

    private final ForkOptions options = ForkOptions.defaults().silent(true).systemProperty("mark", mark);

    @Test
    void forkUsesAJvmThatWaited() {
        var waiting = warmUp();

        var child = fork();

        assertThat(waiting).contains(child.pid());
        assertThat(child).sentMessages(List.of("1", "")).exitedWith(0);
        assertThat(child.spawnargs()).endsWith(Sends.class.getName(), "1", "");
        assertThat(child.name()).isEqualTo("Sends-3");
    }

    @Test
    void everyJvmIsUsedOnce() {
        var pids = new HashSet<Long>();

        for (int i = 0; i < 8; i++) {
            var child = children.with(options).fork(() -> RUNS.incrementAndGet());
            assertThat(child.returned(Integer.class)).isEqualTo(1);
            pids.add(child.pid());
        }

        assertThat(pids).hasSize(8);
    }

    @Test
    void lambdaAndMainClassShareTheJvmsThatWait() {
        var waiting = warmUp();
        var text = "captured";

        var child = children.with(options).fork(() -> text + System.getProperty("mark"));

        assertThat(waiting).contains(child.pid());
        assertThat(child.returned(String.class)).isEqualTo("captured" + mark);
    }

    @Test
    void endsAreThoseOfAFreshJvm() {
        warmUp();

        var exits = children.with(options).fork(() -> System.exit(78));
        var throwing = children.with(options).fork(() -> {
            throw new IllegalStateException("no disk");
        });

        assertThat(exits).exitedWith(78);
        assertThat(exits.hasReturned()).isFalse();
        assertThat(throwing).exitedWith(1).stderr().contains("IllegalStateException: no disk");
        assertThat(throwing.thrown().orElseThrow()).hasMessageContaining("no disk");
    }

    @Test
    void otherOptionsGetAnotherJvm(@TempDir Path directory) throws IOException {
        var waiting = warmUp();

        var other = List.of(
                tells(options.env("COLOUR", "red")),
                tells(options.systemProperty("colour", "red")),
                tells(options.execArgv("-Dflag=1")),
                tells(options.cwd(directory)),
                tells(options.stdio(Stdio.pipe(), Stdio.pipe(), Stdio.ignore(), Stdio.ipc())));

        assertThat(other).noneMatch(child -> waiting.contains(child.pid()));
        assertThat(other.get(0).messages().get(0).text()).contains("\"COLOUR\":\"red\"");
        assertThat(other.get(3).messages().get(0).text())
                .contains(directory.toRealPath().toString());
    }

    private ForkedChild tells(ForkOptions changed) {
        var child = children.with(changed).fork(Tells.class, "user.dir");
        assertThat(child).exitedWith(0);
        return child;
    }

    @Test
    void nothingThatCouldBeNoticedIsOpenedInAdvance(@TempDir Path directory) throws IOException {
        var file = directory.resolve("out");
        var toFile = options.stdio(Stdio.pipe(), Stdio.toFile(file), Stdio.pipe(), Stdio.ipc());
        for (int i = 0; i < 2; i++) {
            assertThat(children.with(toFile).fork(() -> System.out.println("printed")))
                    .exitedWith(0);
        }

        assertThat(waiting()).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("printed\n");
    }

    @Test
    void jvmThatDiedWhileItWaitedIsNotUsed() {
        var waiting = warmUp();
        waiting.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        await().atMost(PATIENCE).until(() -> waiting().stream().noneMatch(waiting::contains));

        var child = fork();

        assertThat(waiting).doesNotContain(child.pid());
        assertThat(child).sentMessages(List.of("1", "")).exitedWith(0);
    }

    @Test
    void jvmInADirectoryThatIsNoMoreIsNotUsed(@TempDir Path directory) throws IOException {
        var inside = directory.resolve("inside");
        var there = options.cwd(inside);
        Files.createDirectory(inside);
        children.with(there).fork(Sends.class);
        children.with(there).fork(Sends.class);
        var waiting = awaitWaiting(2);
        Files.delete(inside);
        Files.createDirectory(inside);

        var again = children.with(there)
                .fork(() -> Files.createFile(Path.of("made")).toString());

        assertThat(waiting).doesNotContain(again.pid());
        assertThat(again.returned(String.class)).isEqualTo("made");
        assertThat(inside.resolve("made")).exists();
        Files.delete(inside.resolve("made"));
        Files.delete(inside);
        assertThat(children.with(there).fork(Sends.class)).failedToStart("ENOENT");
    }

    @Test
    void onlySoManyKindsWait() {
        for (int kind = 0; kind < 6; kind++) {
            var ofKind = options.env("KIND", Integer.toString(kind));
            children.with(ofKind).fork(Sends.class);
            children.with(ofKind).fork(Sends.class);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting()).hasSize(8));
    }

    @Test
    void optionsOfTheParentsSideCountForTheForkAlone() {
        warmUp();
        var slow = options.timeout(Duration.ofMillis(200))
                .killSignal(Signal.SIGKILL)
                .name("slow");

        var child = children.with(slow).fork(() -> Thread.currentThread().join());

        assertThat(child).killedBy(Signal.SIGKILL);
        assertThat(child.name()).isEqualTo("slow");
        assertThat(fork()).exitedWith(0);
    }

    @Test
    void whatItLeavesBehindIsFound() {
        warmUp();
        var child = children.with(options).fork(parent -> {
            parent.send(new ProcessBuilder("sleep", "300").start().pid());
        });
        child.mayLeave("sleep");
        assertThat(child).exitedWith(0);
        long sleep = child.messages().get(0).json().asLong();
        assertThat(child.descendants()).extracting(ProcessHandle::pid).containsExactly(sleep);

        children.close();

        assertThat(child.descendants()).isEmpty();
    }

    @Test
    void manyThreadsForkAtOnce() throws InterruptedException, ExecutionException {
        warmUp();
        var threads = Executors.newFixedThreadPool(8);
        Callable<ForkedChild> launch = this::fork;

        var launched =
                threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> launch).toList());
        threads.shutdown();

        assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        var pids = new HashSet<Long>();
        for (var child : launched) {
            assertThat(child.get()).sentMessages(List.of("1", "")).exitedWith(0);
            pids.add(child.get().pid());
        }
        assertThat(pids).hasSize(16);
    }

    @Test
    void launchThatFailsIsToldAsEver() {
        var missing = options.execPath("/nowhere/java");

        for (int i = 0; i < 3; i++) {
            assertThat(children.with(missing).fork(Sends.class)).failedToStart("ENOENT");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65})
    void wrongNumberIsRefused(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JvmSettings.defaults().warmJvms(number))
                .withMessage("warmJvms: must be between 0 and 64, was " + number);
    }

    // ---- the end of a run

    @ParameterizedTest
    @ValueSource(strings = {"EXIT", "SIGKILL"})
    void jvmsThatWaitEndWithTheRun(String end, @TempDir Path temporary) {
        try (var runs = ForkedChildren.open(WARM.jvms(JvmSettings.defaults()))) {
            var run = runs.with(
                            ForkOptions.defaults().silent(true).systemProperty("java.io.tmpdir", temporary.toString()))
                    .fork(Run.class);
            assertThat(run).sentMessage("waiting");
            assertThat(run.descendants()).hasSize(2);

            if (end.equals("EXIT")) {
                run.disconnect();
                assertThat(run).exitedWith(0);
                assertThat(temporary).isEmptyDirectory();
            } else {
                run.kill(Signal.SIGKILL);
                assertThat(run).killedBy(Signal.SIGKILL);
            }

            await().atMost(PATIENCE).until(() -> run.descendants().isEmpty());
        }
    }

    /** A run of tests: has two JVMs wait, and ends with its channel. */
    static final class Run {

        private Run() {}

        public static void main(String... args) {
            try (var children = ForkedChildren.open(WARM)) {
                for (int i = 0; i < 2; i++) {
                    children.with(ForkOptions.defaults().silent(true)).fork(Sends.class);
                }
                await().atMost(PATIENCE).until(() -> waiting(children, "").size() == 2);
            }
            var parent = ParentProcess.current();
            parent.send("waiting");
            parent.onMessage(message -> {});
        }
    }

    // ---- helpers

    /** The second fork of a kind has JVMs wait for the third. */
    private Set<Long> warmUp() {
        fork();
        assertThat(waiting()).isEmpty();
        fork();
        return awaitWaiting(2);
    }

    private ForkedChild fork() {
        return children.with(options).fork(Sends.class, "1", "");
    }

    private Set<Long> awaitWaiting(int count) {
        return await().atMost(PATIENCE).until(this::waiting, pids -> pids.size() == count);
    }

    private Set<Long> waiting() {
        return waiting(children, mark);
    }

    /** Those whose command line has no main class, and that are nobody's child yet. */
    private static Set<Long> waiting(ForkedChildren children, String mark) {
        var used = children.all().stream().map(ForkedChild::pid).toList();
        return ProcessHandle.current()
                .children()
                .filter(process -> !used.contains(process.pid()))
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(mark) && line.endsWith("io.forkedchild.child.Main"))
                        .isPresent())
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
