package io.forkedchild;

import io.forkedchild.channel.Channel;
import io.forkedchild.evidence.ChildSnapshot;
import io.forkedchild.evidence.Doing;
import io.forkedchild.evidence.Evidence;
import io.forkedchild.evidence.GivenEvidence;
import io.forkedchild.evidence.Hints;
import io.forkedchild.evidence.Unexamined;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Serialization;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.Examined;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.TimelineMark;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What code asks of a child that waits for it, builds assertions about it, or shows it after a failure. Assertions, waits and the
 * extension of this library use it; a test seldom needs it. {@link ForkedChild#inspection()} gives it.
 */
public final class Inspection {

    static final int EVIDENCE_LINES = 40;

    private final ChildProcess process;
    private final Settings settings;
    private final Supplier<Optional<String>> rerun;
    private final GivenEvidence given = new GivenEvidence();

    /** @param rerun the command that runs the test again, for the evidence */
    Inspection(ChildProcess process, Settings settings, Supplier<Optional<String>> rerun) {
        this.process = process;
        this.settings = settings;
        this.rerun = rerun;
    }

    // ---- what it is

    /** How its channel writes messages; empty without a channel. */
    public Optional<Serialization> serialization() {
        return process.channel().map(channel -> process.plan().serialization());
    }

    /** What its messages come over: {@code channel} or {@code stdout}. */
    public String placeOfMessages() {
        return process.channel().filter(channel -> !channel.isOfNode()).isPresent() ? "stdout" : "channel";
    }

    /** Whether what it writes to this descriptor is recorded. Unlike {@link ForkedChild#output}, this looks at nothing. */
    public boolean isRecorded(int descriptor) {
        return process.streams().output(descriptor).isPresent();
    }

    /** Whether both belong to the same test, and so stand in one timeline. The children of a class belong to none of its tests. */
    public boolean isOfSameTest(ForkedChild other) {
        return process.recorder() == other.process().recorder();
    }

    // ---- to show it

    /** The text of {@link ForkedChild#evidence()} in at most so many lines, but not in fewer than a dozen. */
    public String evidence(int atMostLines) {
        return evidenceWith(Doing.of(process), Hints::of, atMostLines);
    }

    /** With a short look at what it does: tests ask for this text again and again. */
    String evidenceAtOnce() {
        return evidenceWith(Doing.atOnce(process), Hints::of, EVIDENCE_LINES);
    }

    /**
     * As {@link #evidence(int)}, for callers that expected a certain end: with hints at what is easily taken for that end, and
     * at what keeps a child running.
     *
     * @param expected whether an end is as it should be
     */
    public String evidence(int atMostLines, Predicate<? super ExitStatus> expected) {
        Objects.requireNonNull(expected, "expected");
        return evidenceWith(Doing.of(process), snapshot -> Hints.ofEnd(snapshot, expected), atMostLines);
    }

    private String evidenceWith(Doing doing, Function<ChildSnapshot, List<String>> hints, int atMostLines) {
        return given.remember(Examined.unnoticed(() -> {
            var snapshot = ChildSnapshot.of(process);
            return withoutSecrets(Evidence.of(snapshot, doing, hints.apply(snapshot), rerun.get(), atMostLines));
        }));
    }

    /** The text with a mask in the place of each value that looks secret: of variables, arguments, credentials in URLs. */
    public String withoutSecrets(String text) {
        return process.recorder().secrets().masked(Objects.requireNonNull(text, "text"));
    }

    /** Whether a text, such as the message of a failure, contains evidence that this child has given. */
    public boolean isToldIn(String text) {
        return given.isIn(Objects.requireNonNull(text, "text"));
    }

    /** Whether a thread waits for it, or waited for it when it was interrupted. */
    public boolean isAwaited() {
        return process.waits().areThere();
    }

    /**
     * Keeps what it does now, in case that something ends it soon: its evidence tells of that then.
     *
     * @param moment a clause such as {@code the time was nearly over}
     */
    public void keepDossier(String moment) {
        process.dossiers().keep(Objects.requireNonNull(moment, "moment"));
    }

    /** Whether {@link #keepDossier} has found it running. */
    public boolean hasKeptDossier() {
        return process.dossiers().atEnd().isPresent();
    }

    // ---- to wait for it

    /** How long waits for this child last. */
    public Duration patience() {
        return settings.stretched(settings.patience());
    }

    /** The time as it is on this machine: stretched by the {@link Settings#timeFactor() time factor}. */
    public Duration stretched(Duration time) {
        return settings.stretched(time);
    }

    /**
     * Waits until the condition holds; false if it does not in time. It looks whenever the timeline has grown and every 20 ms, and
     * once more when the time is over, after all that is there was read. A time of zero looks once. Time in which the test JVM
     * was stopped does not count.
     *
     * @throws IllegalStateException if the thread is interrupted, which it then still is
     */
    public boolean holdsWithin(Duration atMost, BooleanSupplier condition) {
        try {
            return process.waits().until(condition, atMost);
        } catch (IllegalStateException failure) {
            if (failure.getCause() instanceof InterruptedException interrupt) {
                throw new IllegalStateException(failure.getMessage() + "\n" + evidence(EVIDENCE_LINES), interrupt);
            }
            throw failure;
        }
    }

    /** Marks this moment, for callers that look, find that something is missing, and wait until there is more. */
    public TimelineMark mark() {
        return process.waits().mark();
    }

    /**
     * Runs {@code call} whenever something has happened to a child of the same test, until the returned {@code Runnable} is run.
     *
     * @param call on the thread that records what happens, which waits for it: it must neither wait nor throw
     */
    public Runnable onChange(Runnable call) {
        return process.recorder().onChange(Objects.requireNonNull(call, "call"));
    }

    /**
     * Whether it has read from its channel all that the test has sent, or had when the channel was closed: unix(7), SIOCOUTQ. A
     * program may not have looked yet at what it has read.
     */
    public boolean hasReadAllMessages() {
        return process.channel().map(Channel::hasReadAll).orElse(true);
    }

    /** Whether every message that could come has come: the channel has reached end of file, or there is none. */
    public boolean hasSentAllMessages() {
        return process.channel().map(Channel::hasEnded).orElse(true);
    }

    // ---- what the test has asked for

    /**
     * What it did that nobody has asked for, in a line each: {@code exited with code 3}, {@code wrote 9 bytes to stderr: …},
     * {@code sent a message: …}, {@code raised EPIPE: …}. Empty if there is nothing.
     *
     * <p>Its end matters if it failed: it exited with a code other than 0, was killed, or never started; a signal of the test,
     * and a {@code timeout}, are reason enough for any end. An accessor, listener or assertion asks for the end, for
     * {@link ForkedChild#stderr()}, for {@link ForkedChild#messages()} or for errors, at any time and with any outcome;
     * {@link ForkedChild#timeline()} and {@link ForkedChild#evidence()} show everything and ask for nothing. What it does after the
     * test has begun to end it is left out, as is what a JVM says of variables that it has picked up.
     */
    public List<String> overlooked() {
        return Unexamined.of(ChildSnapshot.of(process)).stream()
                .map(this::withoutSecrets)
                .toList();
    }

    /** The errors so far that concern it, a failed launch included: those that {@link ForkedChild#onError} is told. Asks for all. */
    public List<Event> errors() {
        process.examined().lookedAtErrors();
        return errors(event -> true);
    }

    /** The errors so far with this code, such as {@code EPIPE}. Asks for these only. */
    public List<Event> errors(String code) {
        process.examined().lookedAtErrors(Objects.requireNonNull(code, "code"));
        return errors(event -> event instanceof Event.SpawnFailed failed
                ? failed.errno().equals(code)
                : event instanceof Event.ErrorRaised raised && raised.code().equals(code));
    }

    private List<Event> errors(Predicate<Event> wanted) {
        return process.recorder()
                .timeline()
                .of(process.name())
                .filter(event -> event instanceof Event.ErrorRaised || event instanceof Event.SpawnFailed)
                .filter(wanted)
                .events();
    }

    /**
     * Has the calling thread look whether or how children ended without that being an answer for {@link #overlooked()}. It is for
     * assertions about other things.
     */
    public <T> T withoutExamining(Supplier<T> look) {
        return Examined.withoutEnds(look);
    }
}
