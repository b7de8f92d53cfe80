package io.forkedchild;

import io.forkedchild.channel.Channel;
import io.forkedchild.evidence.PipeHolders;
import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.leftovers.Leftovers;
import io.forkedchild.process.ExecResult;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.PipeHolder;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Usage;
import io.forkedchild.recording.Listeners;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.Ending;
import io.forkedchild.text.Check;
import io.forkedchild.timeline.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A launched process, with the properties, methods and events of Node's {@code ChildProcess}. Everything that it writes,
 * sends and suffers is recorded from the start, whether or not anybody looks. All methods may be called by any thread and
 * return at once, unless they say otherwise.
 */
public final class ForkedChild extends SignalsAndEvents implements AutoCloseable {

    private final ChildProcess process;
    private final Settings settings;
    private final Inspection inspection;

    /** One view for each descriptor as long as this lives: waits remember by it what they have found. */
    private final Map<Integer, Output> outputs = new ConcurrentHashMap<>();

    /** @param rerun the command that runs the test again, for the evidence */
    ForkedChild(ChildProcess process, Listeners listeners, Settings settings, Supplier<Optional<String>> rerun) {
        super(process, listeners);
        this.process = process;
        this.settings = settings;
        this.inspection = new Inspection(process, settings, rerun);
    }

    // ---- what it is

    /** Its name in the timeline and in failures: of the parameter, the option, or the program. */
    public String name() {
        return process.name();
    }

    /**
     * Its process id.
     *
     * @throws IllegalStateException if it never started
     */
    public long pid() {
        if (process.pid() == 0) {
            throw new IllegalStateException(name() + " has no pid, it never started\n" + evidence());
        }
        return process.pid();
    }

    /** The program that was launched: the shell for {@code exec}, Node for {@code fork}. */
    public String spawnfile() {
        return process.plan().file();
    }

    /** The complete argument list, with the program as its first element. */
    public List<String> spawnargs() {
        return process.plan().argv();
    }

    // ---- its descriptors

    /**
     * The test's end of its standard input.
     *
     * @throws IllegalStateException if its stdin is no pipe
     */
    public Input stdin() {
        return input(0);
    }

    /** What it has written to its standard output; refusals as of {@link #output}. */
    public Output stdout() {
        return output(1);
    }

    /** What it has written to its standard error; refusals as of {@link #output}. */
    public Output stderr() {
        return output(2);
    }

    /**
     * What it has written to one of its descriptors.
     *
     * @throws IllegalStateException if that descriptor is not recorded
     */
    public Output output(int descriptor) {
        process.examined().lookedAtStream(descriptor);
        return outputs.computeIfAbsent(descriptor, first -> new Output(process, first, this::evidence));
    }

    /**
     * The test's end of one of its descriptors: 0, or one above 2.
     *
     * @throws IllegalStateException if that descriptor is no pipe that the child reads
     */
    public Input input(int descriptor) {
        return new Input(process.streams().written(descriptor), this::evidence);
    }

    // ---- its channel

    /** Whether it was launched with a channel. */
    public boolean hasChannel() {
        return process.channel().isPresent();
    }

    /** Whether the channel is open. False without a channel, and after a failed launch. */
    public boolean connected() {
        return process.connected();
    }

    /**
     * Sends a message: {@code null}, numbers, text, bytes, dates, collections, and anything that Jackson writes. On a closed
     * channel it is refused, with an event; nothing is thrown, since the child may close the channel at any moment.
     *
     * @throws IllegalArgumentException if the value cannot be sent; the text names the place inside the value
     * @throws IllegalStateException if the child was launched without a channel
     */
    public SendResult send(@Nullable Object message) {
        return channel().send(message);
    }

    /**
     * Sends the value that is written as JSON, such as {@code {"numbers": [1, 2]}}; refusals as of {@link #send(Object)}. A text that is
     * handed to {@code send} is sent as a text.
     *
     * @throws IllegalArgumentException if it is not one JSON value
     */
    public SendResult sendJson(String json) {
        return channel().sendJson(Check.given("json", json));
    }

    /**
     * Writes bytes to its channel as they are, without a frame, to test how a child takes input that is split or broken: half of a
     * message, two messages at once, no message at all. Refusals as of {@link #send(Object)}. The timeline has them as input.
     */
    public SendResult sendRaw(byte[] bytes) {
        int descriptor = process.plan().channelIndex().orElse(0);
        return channel().sendRaw(Check.given("bytes", bytes).clone(), descriptor);
    }

    /**
     * Sends a message with a handle: a server socket, a connection, a UDP socket. As in Node, later messages wait until the
     * child has acknowledged it.
     *
     * @throws IllegalArgumentException if the value cannot be sent, or the handle has no descriptor to send
     * @throws IllegalStateException if the child was launched without a channel, or the handle is a received one and closed
     */
    public SendResult send(@Nullable Object message, Handle handle) {
        return channel().send(message, Check.given("handle", handle)::open);
    }

    /** Its messages so far, without Node's internal ones; the list does not change any more. */
    public List<Message> messages() {
        process.examined().lookedAtMessages();
        return process.channel().map(Channel::messages).map(Message::of).orElse(List.of());
    }

    /** Node's internal messages so far: those about handles, and those of {@code cluster}. */
    public List<Message> internalMessages() {
        return process.channel().map(Channel::internalMessages).map(Message::of).orElse(List.of());
    }

    /**
     * Closes the channel; false, with an event, if it was closed already. What the child had sent before is read first. As in
     * Node, the close waits for the acknowledgement of handles, and {@link #connected()} is false meanwhile.
     *
     * @throws IllegalStateException if the child was launched without a channel
     */
    public boolean disconnect() {
        return channel().disconnect();
    }

    // ---- its end

    /**
     * Allows it to leave processes of these programs behind when it ends by itself; any others fail the test, see
     * {@link Settings#leftovers()}. They are ended with the test all the same.
     *
     * @param programs names such as {@code "redis-server"}: of the file that runs, or of the script that it interprets, without a
     *     directory
     */
    public ForkedChild mayLeave(String... programs) {
        Stream.of(programs).forEach(program -> process.leftBehind().allow(Check.given("programs", program)));
        return this;
    }

    /** How it ended; empty while it runs. */
    public Optional<ExitStatus> exitStatus() {
        process.examined().lookedAtEnd();
        return process.status();
    }

    /**
     * Its exit code; empty while it runs, and if a signal killed it. It does not wait: {@code exitCode().getAsInt()} fails with
     * {@code No value present} while the child runs. {@link #waitFor()} waits for the end.
     */
    public OptionalInt exitCode() {
        return exitStatus().orElse(null) instanceof ExitStatus.Exited exited
                ? OptionalInt.of(exited.code())
                : OptionalInt.empty();
    }

    /** The signal that killed it; empty while it runs, if it exited by itself, and for a real-time signal. */
    public Optional<Signal> signalCode() {
        return exitStatus().orElse(null) instanceof ExitStatus.Killed death ? death.signal() : Optional.empty();
    }

    /** Whether it has ended, and its pipes and its channel have reached end of file. */
    public boolean isClosed() {
        return process.isClosed();
    }

    /**
     * Waits until it has ended, at most as long as the patience lasts, and returns how; its pipes may still be open.
     *
     * @throws IllegalStateException if it still runs then; the text has its evidence
     */
    public ExitStatus waitFor() {
        process.examined().lookedAtEnd();
        return Results.end(this);
    }

    /**
     * The result of {@code exec} or {@code execFile}, with what Node's callback gets. Waits for the close, at most as long
     * as the patience and the child's own timeout together.
     *
     * @throws IllegalStateException if the child does not close in time, or was launched by another verb
     */
    public ExecResult result() {
        process.examined().lookedAtStream(2);
        return Results.ofCommand(this);
    }

    /**
     * What the lambda of this JVM has returned; waits for it. Only values of the type and of its fields' types, of subclasses of
     * these, and Java's own values and collections are read, because a child under test may send anything.
     *
     * @param within classes of further objects in it, such as the elements of a list: {@code returned(List.class, Point.class)}
     * @throws IllegalStateException if there is no such value, with the reason
     */
    public <T> @Nullable T returned(Class<T> type, Class<?>... within) {
        process.examined().lookedAtEnd();
        return Results.ofLambda(this, type, within);
    }

    /** Whether main method or lambda of this JVM has told that it returned: not if it threw, exited, or had no channel any more. */
    public boolean hasReturned() {
        return process.outcome().filter(JvmOutcome::hasReturned).isPresent();
    }

    /** What the main method, the lambda or a listener of this JVM has thrown. */
    public Optional<ChildException> thrown() {
        process.examined().lookedAtEnd();
        return process.outcome().flatMap(JvmOutcome::thrown).map(ChildException::of);
    }

    // ---- what is known of it

    /** What it uses of the machine, or has used. Empty if it never started, or has just now ended. */
    public Optional<Usage> usage() {
        return process.usage();
    }

    /**
     * The processes that it has started, directly or not, also those that have become daemons, cleared their environment or written
     * a title over it, and zombies, which are not alive and whose text says so: a process below it has not waited for them.
     */
    public List<ProcessHandle> descendants() {
        return process.family().map(Leftovers::startedBy).orElse(List.of());
    }

    /**
     * The live processes that have ends of its output or of its channel open, itself included, by pid: as long as there is one,
     * it does not close. They are found by the pipe or socket alone, so that a daemon without environment is found, too. Processes
     * whose descriptors the test may not read are not found.
     */
    public List<PipeHolder> pipeHolders() {
        return PipeHolders.of(process);
    }

    /** From its launch to its exit, or to this moment while it runs, by the clock of the timeline; zero if it never started. */
    public Duration lifetime() {
        return process.recorder().lifetimeOf(name());
    }

    /** Everything that has happened to it, so far. */
    public Timeline timeline() {
        return process.recorder().timeline().of(name());
    }

    /** What it and the test did, up to now, as text that is the same in every run. Asks for everything: {@link Inspection#overlooked()}. */
    public Transcript transcript() {
        process.examined().lookedAtEverything();
        return Transcript.of(process);
    }

    /** What is known of it, as text of at most some 40 lines: command, state, the tails of its output, the timeline. */
    public String evidence() {
        return inspection.evidenceAtOnce();
    }

    /** What code asks of it that waits for it, builds assertions about it, or shows it after a failure. */
    public Inspection inspection() {
        return inspection;
    }

    /**
     * Ends it: closes the channel, sends SIGTERM, kills it after the grace, closes all its pipes, and kills the processes
     * that it has left behind. Waits for that, not cut short by an interrupt. A child that is gone stays so.
     */
    @Override
    public void close() {
        new Ending(List.of(process), process.loop(), process.recorder(), settings.bounds(), "close()").run();
    }

    ChildProcess process() {
        return process;
    }

    @Override
    ForkedChild self() {
        return this;
    }

    /** Name, command and state in a line. */
    @Override
    public String toString() {
        return process.toString();
    }
}
