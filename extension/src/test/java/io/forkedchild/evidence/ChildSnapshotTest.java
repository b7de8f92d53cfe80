package io.forkedchild.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.evidence.ChildSnapshot.AskedFacts;
import io.forkedchild.evidence.ChildSnapshot.ChannelState;
import io.forkedchild.evidence.ChildSnapshot.StdinBytes;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.PipeHolder;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failure tells, as a function of what is known of the child; no process is needed. */
class ChildSnapshotTest {

    private static GivenChild worker() {
        return GivenChild.of("worker");
    }

    // ---- the lines of facts

    @ParameterizedTest
    @MethodSource
    void stateIsTold(GivenChild child, String state) {
        assertThat(child.facts("state")).containsExactly(state);
    }

    static Stream<Arguments> stateIsTold() {
        var sleep = new PipeHolder(99, "sleep 60", List.of("stdout", "stderr"));
        return Stream.of(
                arguments(worker(), "running, pid 4711"),
                arguments(worker().at(52).exits(3), "exited with code 3 after 42 ms"),
                arguments(worker().at(11).dies(9, "SIGKILL"), "killed by SIGKILL after 1 ms"),
                arguments(
                        worker().at(11).exits(0).isHeldOpen(1, sleep).isHeldOpen(2),
                        "exited with code 0 after 1 ms, not closed: " + sleep),
                arguments(
                        worker().at(11).exits(0).isHeldOpen(1, sleep).isHeldOpen(3),
                        "exited with code 0 after 1 ms, not closed: " + sleep + "; something still holds its channel"),
                arguments(
                        worker().at(11).exits(0).isHeldOpen(2),
                        "exited with code 0 after 1 ms, not closed: something still holds its stderr"),
                arguments(
                        worker().at(11).exits(0).isHeldOpen(1, sleep, sleep, sleep, sleep),
                        "exited with code 0 after 1 ms, not closed: " + sleep + "; " + sleep + "; and by 2 more"),
                arguments(
                        GivenChild.thatNeverStarted(
                                new ExitStatus.NotStarted("ENOENT", "worker"),
                                "spawn worker ENOENT (No such file or directory); cwd=/shop, PATH=/nowhere"),
                        "never started: spawn worker ENOENT (No such file or directory); PATH=/nowhere"));
    }

    @ParameterizedTest
    @MethodSource
    void stdinIsTold(GivenChild child, List<String> lines) {
        assertThat(child.facts("stdin")).isEqualTo(lines);
    }

    static Stream<Arguments> stdinIsTold() {
        var nothing = new StdinBytes(0, OptionalLong.of(0), false, false);
        var read = new StdinBytes(11, OptionalLong.of(0), false, false);
        var unread = new StdinBytes(11, OptionalLong.of(4), true, true);
        return Stream.of(
                arguments(worker().stdin(nothing), List.of("0 bytes written, still open: end() was not called")),
                arguments(
                        worker().stdin(read), List.of("11 bytes written, all read, still open: end() was not called")),
                arguments(worker().stdin(unread), List.of("11 bytes written, 4 not read, ended")),
                arguments(worker().stdin(unread).exits(0), List.of("11 bytes written, ended")),
                arguments(worker().stdin(nothing).exits(0), List.of("0 bytes written, end() was not called")));
    }

    @ParameterizedTest
    @MethodSource
    void outputIsTold(GivenChild child, String line) {
        assertThat(child.facts("stdout")).containsExactly(line);
    }

    static Stream<Arguments> outputIsTold() {
        return Stream.of(
                arguments(worker(), "nothing, still open"),
                arguments(worker().writes(1, ""), "nothing"),
                arguments(worker().writes(1, "hello\n"), "6 bytes"),
                arguments(
                        worker().writes(1, "hello\n").isCut(1, "stdout is longer than maxBuffer, 5 bytes"),
                        "6 bytes, not all of it: stdout is longer than maxBuffer, 5 bytes"),
                arguments(worker().without(1), "not recorded, stdio[1] is ignore"));
    }

    @ParameterizedTest
    @MethodSource
    void channelIsTold(GivenChild child, List<String> lines) {
        assertThat(child.facts("channel")).isEqualTo(lines);
    }

    static Stream<Arguments> channelIsTold() {
        return Stream.of(
                arguments(worker(), List.of()),
                arguments(
                        worker().channel(new ChannelState(true, 1, true)),
                        List.of("connected, 1 message from worker, 0 to it")),
                arguments(
                        worker().channel(new ChannelState(false, 2, false))
                                .event(sent -> new Event.MessageSent(
                                        sent, GivenChild.bytes("1"), false, false, Optional.empty())),
                        List.of("disconnected, 2 messages from worker, 1 to it, not all of it read by worker")));
    }

    @Test
    void signalsHaveTheirSender() {
        var child = worker().gets("SIGHUP", 1, Optional.empty()).gets("SIGTERM", 15, Optional.of("close()"));

        assertThat(child.facts("signal")).containsExactly("SIGHUP from the test", "SIGTERM by close()");
    }

    @Test
    void sixThreadsAreShownAndTheOthersCounted() {
        var child = worker();
        IntStream.rangeClosed(1, 8).forEach(i -> child.thread("pool-" + i));

        var lines = Evidence.of(child.snapshot(), Doing.UNKNOWN, List.of(), Optional.empty(), 45)
                .lines()
                .toList();

        assertThat(lines)
                .contains("  threads:  main has returned, but these keep it running:", "    pool-1 (WAITING)")
                .contains("    pool-6 (WAITING)", "    … and 2 more")
                .doesNotContain("    pool-7 (WAITING)");
    }

    @Test
    void othersAreThoseOfTheSameMoment() {
        var child = worker().event("database", spawned -> new Event.Spawned(spawned, 12, List.of("database"), "/shop"))
                .event("database", end -> new Event.Exited(end, OptionalInt.of(4), Optional.empty(), false))
                .event("proxy", spawned -> new Event.Spawned(spawned, 13, List.of("proxy"), "/shop"));

        assertThat(child.facts("others")).containsExactly("database exited with code 4; proxy is running");
    }

    @Test
    void longOutputIsReadAtBothEndsOnly() {
        var child =
                worker().writes(1, "first\n" + "x\n".repeat(200_000) + "last\n").exits(1);

        assertThat(Evidence.of(child.snapshot(), Doing.UNKNOWN, List.of(), Optional.empty(), 45))
                .contains("  stdout:   400011 bytes\n    | first\n")
                .contains("\n    | … 8189 lines and 252555 bytes that were not looked at\n")
                .contains("\n    | last\n");
    }

    // ---- hints

    @ParameterizedTest
    @MethodSource
    void hintsAreGiven(GivenChild child, List<String> hints) {
        assertThat(Hints.of(child.snapshot())).isEqualTo(hints);
    }

    static Stream<Arguments> hintsAreGiven() {
        return Stream.of(
                arguments(worker(), List.of()),
                arguments(worker().exits(1), List.of()),
                arguments(
                        worker().writes(2, "sh: 1: migrate: not found\n").exits(127),
                        List.of("127: the shell has not found migrate, in the PATH that the child has: is it installed,"
                                + " and spelled so?")),
                arguments(
                        worker().exits(126),
                        List.of("126 is what shells, env and others exit with if they may not execute a command")),
                arguments(
                        worker().exits(143),
                        List.of("it exited by itself; 143 is 128 + 15, with which shells and JVMs exit after SIGTERM;"
                                + " terminatedBy(SIGTERM) accepts both")),
                arguments(worker().dies(11, "SIGSEGV"), List.of("SIGSEGV: it touched memory that is not its own")),
                arguments(
                        worker().dies(9, "SIGKILL"),
                        List.of(
                                "a SIGKILL that the test has not sent is mostly the kernel's, when memory runs out: its log"
                                        + " (dmesg) tells")),
                arguments(
                        worker().event(
                                        "killer",
                                        spawned ->
                                                new Event.Spawned(spawned, 12, List.of("kill", "-9", "4711"), "/shop"))
                                .dies(9, "SIGKILL"),
                        List.of()),
                arguments(
                        worker().writes(2, "why\n").dies(6, "SIGABRT"),
                        List.of("SIGABRT: it gave up by itself, with abort(): stderr mostly has why")),
                arguments(
                        worker().writes(1, "# A fatal error has been detected\n")
                                .dies(6, "SIGABRT"),
                        List.of("SIGABRT: it gave up by itself, with abort(): stdout may have why")),
                arguments(worker().dies(6, "SIGABRT"), List.of("SIGABRT: it gave up by itself, with abort()")),
                arguments(
                        worker().dies(13, "SIGPIPE"),
                        List.of("SIGPIPE: it wrote to a pipe or socket that nobody reads any more")),
                arguments(
                        worker().isCut(1, "stdout is longer than maxBuffer, 5 bytes")
                                .dies(13, "SIGPIPE"),
                        List.of(
                                "SIGPIPE: it wrote to its stdout, which the test does not read any more: stdout is longer"
                                        + " than maxBuffer, 5 bytes")),
                arguments(worker().gets("SIGSEGV", 11, Optional.empty()).dies(11, "SIGSEGV"), List.of()),
                arguments(
                        worker().writes(2, "Picked up JAVA_TOOL_OPTIONS: -Xmx1g\n"),
                        List.of(
                                "a JVM prints this first line of stderr by itself, since JAVA_TOOL_OPTIONS is set in its"
                                        + " environment; options.withoutEnv(\"JAVA_TOOL_OPTIONS\") leaves it out")),
                arguments(worker().writes(1, "x".repeat(1 << 16)).exits(0), List.of()),
                arguments(
                        GivenChild.of("node").writes(1, "x".repeat(1 << 16)).exits(0),
                        List.of("stdout ended after exactly 1 × 64 KiB, which is what a pipe holds: if Node had"
                                + " more to write, process.exit() has not waited for that")));
    }

    @ParameterizedTest
    @MethodSource
    void endThatWasNotExpectedHasHints(GivenChild child, ExitStatus expected, List<String> hints) {
        assertThat(Hints.ofEnd(child.snapshot(), Predicate.isEqual(expected))).isEqualTo(hints);
    }

    static Stream<Arguments> endThatWasNotExpectedHasHints() {
        var success = new ExitStatus.Exited(0);
        var connected = new ChannelState(true, 0, true);
        return Stream.of(
                arguments(worker(), success, List.of()),
                arguments(worker().channel(connected), success, List.of()),
                arguments(
                        worker().channel(connected).kernel(sleeping("node")),
                        success,
                        List.of("a Node program that listens for messages runs until the channel is closed:"
                                + " disconnect() closes it")),
                arguments(worker().channel(connected).kernel(sleeping("cat")), success, List.of()),
                arguments(
                        worker().channel(connected).kernel(in('T', "node")),
                        success,
                        List.of("it is stopped, as by SIGSTOP: until SIGCONT it does nothing, and takes no signal but"
                                + " SIGKILL")),
                arguments(worker().channel(connected).kernel(in('R', "node")), success, List.of()),
                arguments(worker().channel(connected).kernel(in('Z', "node")), success, List.of()),
                arguments(worker().channel(connected).thread("timer"), success, List.of()),
                arguments(
                        worker().dies(15, "SIGTERM"),
                        success,
                        List.of("kill() was not called for it: it sent the signal itself, or another process did")),
                arguments(worker().gets("SIGTERM", 15, Optional.empty()).dies(15, "SIGTERM"), success, List.of()),
                arguments(
                        worker().gets("SIGTERM", 15, Optional.empty()).dies(15, "SIGTERM"),
                        new ExitStatus.Exited(143),
                        List.of("the kernel killed it; exit code 143 is what a shell makes of that;"
                                + " terminatedBy(SIGTERM) accepts both")));
    }

    private static KernelView sleeping(String program) {
        return in('S', program);
    }

    private static KernelView in(char state, String program) {
        return new KernelView(state, 0, 0, 0, 0, List.of(program), "", false, Optional.empty(), List.of());
    }

    // ---- what nobody asked for

    @Test
    void whatWasNotAskedForIsListed() {
        var child = worker().writes(2, "oops\n")
                .event(wrote -> new Event.Output(wrote, 2, GivenChild.bytes("oops\n")))
                .event(sent ->
                        new Event.MessageReceived(sent, GivenChild.bytes("{\"a\":1}"), false, false, Optional.empty()))
                .exits(3);

        assertThat(Unexamined.of(child.snapshot()))
                .containsExactly(
                        "exited with code 3", "wrote 5 bytes to stderr: \"oops\"", "sent a message: {\"a\":1}");
        assertThat(Unexamined.of(child.asked(new AskedFacts(true, false, true, false, Set.of()))
                        .snapshot()))
                .containsExactly("wrote 5 bytes to stderr: \"oops\"");
        assertThat(Unexamined.of(child.asked(new AskedFacts(true, true, true, false, Set.of()))
                        .snapshot()))
                .isEmpty();
    }
}
