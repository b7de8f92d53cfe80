package io.forkedchild.leftovers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forkedchild.loop.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeftoversTest {

    private final String value = UUID.randomUUID().toString();
    private final String entry = "LEFTOVERS_TEST=" + value;
    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void kill() throws Exception {
        for (var process : started) {
            process.destroyForcibly();
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    private BufferedReader start(String... command) throws IOException {
        return startWith(value, command);
    }

    private BufferedReader startWith(String cookie, String... command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().put("LEFTOVERS_TEST", cookie);
        var process = builder.start();
        started.add(process.toHandle());
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    private int adopt(String pid) {
        started.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
        return Integer.parseInt(pid);
    }

    private static int pidOf(ProcessHandle process) {
        return (int) process.pid();
    }

    private static List<Leftover> carrying(List<String> entries) {
        return Leftovers.of(entries.stream()
                .map(one -> new Family(one, OptionalLong.empty(), 0, List.of()))
                .toList());
    }

    @Test
    void processWithTheEntryIsFoundAndOthersAreNot() throws Exception {
        start("/bin/sh", "-c", "echo ready; read line").readLine();
        startWith(value + "x", "/bin/sh", "-c", "echo ready; read line").readLine();
        startWith(value.substring(1), "/bin/sh", "-c", "echo ready; read line").readLine();

        var found = carrying(List.of("SOMETHING=else", entry));

        assertThat(found).singleElement().satisfies(only -> {
            assertThat(only.pid()).isEqualTo(pidOf(started.get(0)));
            assertThat(only.family().entry()).isEqualTo(entry);
        });
        assertThat(found.get(0)).hasToString("pid " + started.get(0).pid() + ": /bin/sh -c echo ready; read line");
        assertThat(found.get(0).isAlive()).isTrue();
    }

    @Test
    void nothingIsFoundForNothing() throws Exception {
        start("/bin/sh", "-c", "echo ready; read line").readLine();

        assertThat(carrying(List.of())).isEmpty();
        assertThat(carrying(List.of("LEFTOVERS_TEST=" + UUID.randomUUID()))).isEmpty();
        assertThat(carrying(List.of("LEFTOVERS_TEST"))).isEmpty();
    }

    @Test
    void entriesAreLookedForInOneSearchAndFoundByProcessId() throws Exception {
        startWith("one-" + value, "/bin/sh", "-c", "echo ready; read line").readLine();
        startWith("two-" + value, "/bin/sh", "-c", "echo ready; read line").readLine();

        var found = carrying(List.of("LEFTOVERS_TEST=two-" + value, "LEFTOVERS_TEST=one-" + value));

        assertThat(found).isSorted();
        assertThat(found)
                .extracting(leftover -> leftover.family().entry())
                .containsExactlyInAnyOrder("LEFTOVERS_TEST=one-" + value, "LEFTOVERS_TEST=two-" + value);
    }

    /** Forked twice and in a session of its own: its parent is another process, and its ancestors have ended. */
    @Test
    void daemonIsFound() throws Exception {
        var script = "setsid /bin/sh -c '/bin/sh -c \"echo \\$\\$; exec sleep 1000\" & exit 0' & read end";
        int daemon = adopt(start("/bin/sh", "-c", script).readLine());

        var parent = started.get(0);
        parent.destroy(); // not before the line was read: java.lang.Process loses what comes after an exit
        parent.onExit().get(20, TimeUnit.SECONDS);
        awaitCommand(daemon, "sleep");

        assertThat(parent.descendants()).isEmpty();
        assertThat(carrying(List.of(entry))).singleElement().hasToString("pid " + daemon + ": sleep 1000");
    }

    private static void awaitCommand(int pid, String beginning) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!commandOf(pid).startsWith(beginning)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static String commandOf(int pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    }

    /** It can hide its name, which is no reason to let it live. */
    @Test
    void processWithoutACommandLineIsFound() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        int nameless = Integer.parseInt(
                start("/bin/bash", "-c", "echo $$; exec -a '' cat").readLine());
        awaitCommand(nameless, "\0");

        assertThat(carrying(List.of(entry))).singleElement().satisfies(leftover -> {
            assertThat(leftover.pid()).isEqualTo(nameless);
            assertThat(leftover.command()).contains("cat");
        });
    }

    @Test
    void processThatHasEndedIsNoLeftover() throws Exception {
        start("/bin/sh", "-c", "echo ready; read line").readLine();
        var leftover = carrying(List.of(entry)).get(0);

        started.get(0).destroyForcibly();
        started.get(0).onExit().get(20, TimeUnit.SECONDS);

        assertThat(carrying(List.of(entry))).isEmpty();
        assertThat(leftover.isAlive()).isFalse();
    }

    @Test
    void zombieIsNoLeftover() throws Exception {
        var out = start("/bin/sh", "-c", "sleep 0 & echo $!; exec sleep 1000");
        int zombie = Integer.parseInt(out.readLine());
        awaitCommand(pidOf(started.get(0)), "sleep");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.readString(Path.of("/proc/" + zombie + "/stat")).contains(") Z ")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }

        assertThat(carrying(List.of(entry))).extracting(Leftover::pid).containsExactly(pidOf(started.get(0)));
    }

    @Test
    void environmentLargerThanAPageIsReadToItsEnd() throws Exception {
        var builder = new ProcessBuilder("/bin/sh", "-c", "echo ready; read line");
        builder.environment().clear();
        for (int i = 0; i < 200; i++) {
            builder.environment().put("FILLER" + i, "x".repeat(500));
        }
        builder.environment().put("LEFTOVERS_TEST", value);
        var process = builder.start();
        started.add(process.toHandle());
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();

        assertThat(carrying(List.of(entry))).extracting(Leftover::pid).containsExactly((int) process.pid());
    }

    /** Processes come and go all the time while we look. */
    @Test
    void processesThatEndWhileWeLookDoNotDisturb() throws Exception {
        start("/bin/sh", "-c", "echo ready; read line").readLine();
        int constant = pidOf(started.get(0));
        var done = new AtomicBoolean();
        var churn = new ProcessBuilder("/bin/sh", "-c", "while :; do /bin/true; done");
        churn.environment().put("LEFTOVERS_TEST", "churn-" + value);
        var shell = churn.start();
        started.add(shell.toHandle());

        Threads.together(
                () -> {
                    for (int i = 0; i < 50; i++) {
                        var found = carrying(List.of(entry, "LEFTOVERS_TEST=churn-" + value));
                        assertThat(found).extracting(Leftover::pid).contains(constant, (int) shell.pid());
                        assertThat(found)
                                .allSatisfy(leftover ->
                                        assertThat(leftover.command()).isNotBlank());
                    }
                    done.set(true);
                },
                () -> {
                    while (!done.get()) {
                        carrying(List.of(entry)).forEach(Leftover::isAlive);
                    }
                });
    }
}
