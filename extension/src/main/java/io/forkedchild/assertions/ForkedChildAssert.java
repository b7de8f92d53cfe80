package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.Transcript;
import io.forkedchild.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a child. They wait in the calling thread, look whenever the timeline has grown, and fail at once when what
 * they wait for cannot come any more. A failure shows the evidence of the child.
 *
 * <p>Whoever is interrupted while waiting gets an {@link IllegalStateException}, and still is interrupted.
 */
public class ForkedChildAssert extends WaitingAssert {

    private final ExpectedMessages expectedMessages = new ExpectedMessages();

    /** AssertJ calls this to make proxies for soft assertions; tests call {@link ForkedChildAssertions#assertThat}. */
    public ForkedChildAssert(ForkedChild actual) {
        super(actual);
    }

    // ---- how long

    /**
     * How long the assertions that follow wait, instead of the child's patience. With zero they look once.
     *
     * @throws IllegalArgumentException if negative
     */
    @CheckReturnValue
    public ForkedChildAssert within(Duration atMost) {
        waitAtMost(WaitingLook.time(atMost));
        return myself;
    }

    // ---- its end

    /**
     * It ended by itself, with this code.
     *
     * @throws IllegalArgumentException if no child can exit with that code: it is not from 0 to 255
     */
    public ForkedChildAssert exitedWith(int code) {
        return exits(ExpectedEnd.exit(code));
    }

    /** It ended by itself, with any code: no signal killed it. */
    public ForkedChildAssert exitedNormally() {
        return exits(ExpectedEnd.anyExit());
    }

    /** The signal killed it. A shell or a JVM that gets a SIGTERM may exit with 143 instead: {@link #terminatedBy}. */
    public ForkedChildAssert killedBy(Signal signal) {
        return killedBy(signal.number());
    }

    /** As {@link #killedBy(Signal)}, by number from 1 to 64: also a real-time signal. */
    public ForkedChildAssert killedBy(int signal) {
        return exits(ExpectedEnd.death(signal));
    }

    /** The signal killed it, or it exited with 128 and the number of the signal, as shells and JVMs do. */
    public ForkedChildAssert terminatedBy(Signal signal) {
        return exits(ExpectedEnd.termination(signal));
    }

    /** As {@link #exitedWith}; and its pipes and its channel have reached end of file. */
    public ForkedChildAssert closedWith(int code) {
        return closes(ExpectedEnd.exit(code));
    }

    /** As {@link #killedBy(Signal)}; and its pipes and its channel have reached end of file. */
    public ForkedChildAssert closedBy(Signal signal) {
        return closedBy(signal.number());
    }

    /** As {@link #killedBy(int)}; and its pipes and its channel have reached end of file. */
    public ForkedChildAssert closedBy(int signal) {
        return closes(ExpectedEnd.death(signal));
    }

    /**
     * It exited at most so long after its launch, by the clock of the timeline: how long the test has waited does not count.
     * Waits as long as that limit lasts, unless {@link #within} says otherwise, and fails when it is over. The time factor of
     * the machine stretches it.
     *
     * @throws IllegalArgumentException if negative
     */
    public ForkedChildAssert exitedWithin(Duration limit) {
        isNotNull();
        ChildSentences.askForEnd(actual);
        var lifetime = new ExitedWithin(actual, actual.inspection().stretched(ExitedWithin.bounded(limit)));
        return judge(patience(lifetime.remaining()), lifetime::look);
    }

    /**
     * It exited before the other child did, which may still run. Exits that the event loop saw in the same wake-up have no
     * known order, and fail.
     *
     * @throws IllegalArgumentException if the other child belongs to another test, or to the class: they have no common
     *     timeline
     */
    public ForkedChildAssert exitedBefore(ForkedChild other) {
        return judgeEnd(() -> ExitOrderLook.ofExits(actual, other));
    }

    /**
     * It exited, and no signal of the test had reached it before: the end of its input, the close of its channel or its own
     * decision was enough. Death by a signal of somebody else fails.
     */
    public ForkedChildAssert stoppedOnItsOwn() {
        return judgeEnd(() -> SentSignals.none(actual));
    }

    /**
     * It ended, with a code or by a signal, and this signal was the last of the test's to reach it before: SIGTERM if it
     * obeyed the polite request, SIGKILL if only that helped. Signals of {@link ForkedChild#close} count as the test's.
     */
    public ForkedChildAssert stoppedAfter(Signal signal) {
        return judgeEnd(() -> SentSignals.last(actual, signal));
    }

    private ForkedChildAssert exits(ExpectedEnd end) {
        return judgeEnd(() -> end.lookForExit(actual));
    }

    private ForkedChildAssert closes(ExpectedEnd end) {
        return judgeEnd(() -> end.lookForClose(actual));
    }

    // ---- its state

    /** It has started and has not ended, at this moment: never waits. */
    public ForkedChildAssert isRunning() {
        return judge(() -> ChildSentences.running(actual));
    }

    /**
     * It stays up: it still runs when so much time has passed from now on. Fails at once when it ends before. Neither {@link #within}
     * nor the time factor of the machine changes the time.
     *
     * @throws IllegalArgumentException if negative
     */
    public ForkedChildAssert isRunningFor(Duration duration) {
        var time = WaitingLook.time("duration", duration);
        return judge(time, () -> ChildSentences.runningFor(actual, time));
    }

    /** Its channel is closed, by whichever side. */
    public ForkedChildAssert isDisconnected() {
        return judge(() -> ChildSentences.disconnected(actual));
    }

    /** It never started. Decided at the launch: never waits. */
    public ForkedChildAssert failedToStart() {
        return judgeEnd(() -> ChildSentences.neverStarted(actual));
    }

    /** It never started, with this error: {@code ENOENT}. Decided at the launch: never waits. */
    public ForkedChildAssert failedToStart(String errno) {
        return judgeEnd(() -> ChildSentences.neverStarted(actual, errno));
    }

    /**
     * It has ended, and so have all processes that it started, directly or not: see {@link ForkedChild#descendants()} for how they are
     * found.
     */
    public ForkedChildAssert leftNothingBehind() {
        return judge(() -> ChildSentences.leftNothing(actual));
    }

    // ---- its output

    /**
     * Leads on to its standard output, as UTF-8, and returns at once; each assertion waits for what it needs.
     * Assertions that stay true whatever else comes, such as {@code contains}, {@code containsPattern} and
     * {@code startsWith}, and those about {@code lines()} that contain lines, pass as soon as it is there. All others
     * look at the complete output, and wait until the stream has ended.
     */
    @CheckReturnValue
    public OutputAssert stdout() {
        return text(new CompleteOutput(actual, 1));
    }

    /** As {@link #stdout}, with its standard error. */
    @CheckReturnValue
    public OutputAssert stderr() {
        return text(new CompleteOutput(actual, 2));
    }

    /** As {@link #stdout}, with what it wrote to a descriptor. */
    @CheckReturnValue
    public OutputAssert output(int descriptor) {
        return text(new CompleteOutput(actual, descriptor));
    }

    /**
     * As {@link #stdout}, with both standard output and standard error, or the one of them that is recorded, in the order in
     * which they were read. That is the order of writing only as far as there was time between two writes.
     */
    @CheckReturnValue
    public OutputAssert output() {
        return text(new CompleteOutput(actual, 1, 2));
    }

    // ---- its messages

    /**
     * It sent a message with this value, perhaps among others. The value may be anything that can be sent to it; numbers
     * compare by value.
     *
     * @param expected a value or a {@link MessageMatcher}, as everywhere below
     * @throws IllegalArgumentException if the value can be no message; the text names the place inside the value
     */
    public ForkedChildAssert sentMessage(@Nullable Object expected) {
        return sentMessages(new @Nullable Object[] {expected});
    }

    /**
     * It sent these messages in this order; others may come before, between and after.
     *
     * @throws IllegalArgumentException if nothing is expected, or a value can be no message
     */
    public ForkedChildAssert sentMessages(@Nullable Object... expected) {
        return judgeMessages(child -> ExpectedMessages.inOrder(child, expected));
    }

    /**
     * It sent these messages in whatever order, each expected one a message of its own; others may be there.
     *
     * @throws IllegalArgumentException if nothing is expected, or a value can be no message
     */
    public ForkedChildAssert sentMessagesInAnyOrder(@Nullable Object... expected) {
        return judgeMessages(child -> ExpectedMessages.inAnyOrder(child, expected));
    }

    /**
     * It sent so many messages, whatever they are: waits until its channel has ended or the patience is over, but fails with
     * the first that is too many.
     *
     * @throws IllegalArgumentException if negative
     */
    public ForkedChildAssert sentCount(int count) {
        return judgeMessages(child -> ExpectedMessages.any(child, count));
    }

    /** As {@link #sentCount(int)}, of the messages that are this; others do not count. */
    public ForkedChildAssert sentCount(int count, @Nullable Object expected) {
        return judgeMessages(child -> ExpectedMessages.exactly(child, count, expected));
    }

    /** No message comes from it: waits until its channel has ended or the patience is over. */
    public ForkedChildAssert sentNoMessage() {
        return sentCount(0);
    }

    /** No such message comes, whatever else does: waits until its channel has ended or the patience is over. */
    public ForkedChildAssert sentNoMessage(@Nullable Object unexpected) {
        return sentCount(0, unexpected);
    }

    /**
     * It sent no messages besides those that the assertions before this one in the same chain expect, each as often as it is
     * expected: waits until its channel has ended or the patience is over.
     *
     * @throws IllegalStateException if none has been expected before
     */
    public ForkedChildAssert sentNothingElse() {
        return judge(expectedMessages.nothingElse(actual));
    }

    /**
     * Whatever it wrote to its channel, or with {@code options.messages} to its stdout, was messages: no log line, no half message.
     * Waits until the channel or stdout has ended or the patience is over, but fails with the first that is none.
     */
    public ForkedChildAssert sentOnlyMessages() {
        return judge(() -> MessagesSoFar.only(actual));
    }

    private ForkedChildAssert judgeMessages(Function<ForkedChild, ExpectedMessages.Expectation> expected) {
        isNotNull();
        var expectation = expected.apply(actual);
        judge(expectation.look());
        expectedMessages.add(expectation);
        return myself;
    }

    /** Leads on to all its messages: waits until its channel has ended. */
    @CheckReturnValue
    public ListAssert<Message> messages() {
        navigate(() -> looksOnce() ? ChildSentences.hasChannel(actual) : ChildSentences.endedMessages(actual));
        return onward().list(actual.messages(), origin(actual.name() + "'s messages", List.of()));
    }

    /**
     * Leads on to all its messages as values of a type, by the rules of {@link Message#as(Class)}: waits until its channel has
     * ended. Fails at once with a message that is none.
     */
    @CheckReturnValue
    public <T> ListAssert<T> messagesAs(Class<T> type) {
        var typed = new TypedMessages<>(actual, type);
        navigate(() -> typed.look(looksOnce()));
        var what = actual.name() + "'s messages as " + type.getSimpleName();
        return onward().list(typed.values(), origin(what, List.of()));
    }

    // ---- its errors

    /**
     * It raised an error with this code, one of those that {@link ForkedChild#onError} is told: {@code "EPIPE"}. Waits until it has
     * closed or the patience is over.
     */
    public ForkedChildAssert raisedError(String code) {
        return judge(() -> RaisedErrors.one(actual, code));
    }

    /** It raised no error: waits until it has closed or the patience is over, but fails with the first. */
    public ForkedChildAssert raisedNoErrors() {
        return judge(() -> RaisedErrors.none(actual));
    }

    // ---- all of it

    /**
     * What it and the test did is what a file says: its {@link ForkedChild#transcript() transcript}, when it has closed. The file
     * is written instead if the system property {@code forkedchild.updateTranscripts} is {@code true}.
     */
    public ForkedChildAssert matchesTranscript(Path file) {
        return matchesTranscript(file, UnaryOperator.identity());
    }

    /** As {@link #matchesTranscript(Path)}, of a transcript with replacements: {@code text -> text.replacing("v\\d+", "<version>")}. */
    public ForkedChildAssert matchesTranscript(Path file, UnaryOperator<Transcript> replacements) {
        return judgeEnd(new ExpectedTranscript(actual, file, replacements)::look);
    }

    /** As {@link #matchesTranscript(Path)}, with {@code src/test/resources/<package of the calling class>/<name>.txt}. */
    public ForkedChildAssert matchesTranscript(String name) {
        return matchesTranscript(ExpectedTranscript.fileOf(name));
    }
}
