package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.MessageCursor;
import java.time.Duration;
import java.util.regex.MatchResult;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for what a child does, in the calling thread. A wait looks when it begins and whenever the timeline of the test has
 * grown, so that it wakes in well under a millisecond; every 20 ms it looks at what no timeline tells as well. An interrupt
 * ends it with an {@link IllegalStateException}; the thread then still is interrupted.
 */
public final class ForkedChildAwait {

    /** Awaitility knows no wait of zero, and needs a moment to be sure that a condition has held in time. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** The pause between looks at what no timeline tells: a process that a child left behind, a file. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    private ForkedChildAwait() {}

    /**
     * Awaitility's own conditions, set up for a child:
     * {@code await(child).until(() -> child.messages().size(), is(3))}. It waits as long as the child's patience
     * unless {@code atMost} says otherwise, and shows the evidence of the child when it fails. Once the child has
     * closed and all {@linkplain ForkedChild#descendants() processes that it started} have ended, a condition that does not hold fails
     * at once; another {@code failFast} replaces that. One thread at a
     * time may use it.
     *
     * <p>What these conditions throw is Awaitility's: a {@link org.awaitility.core.ConditionTimeoutException} when
     * the time is over, a {@link org.awaitility.core.TerminalFailureException} when the child has closed.
     */
    public static ConditionFactory await(ForkedChild child) {
        var watch = new TimelineWatch(child, LONGEST_PAUSE);
        var patience = child.inspection().patience().compareTo(SHORTEST) < 0
                ? SHORTEST
                : child.inspection().patience();
        return conditions(watch, patience).failFast(watch::requireHope);
    }

    /** As {@link #awaitStdio}, for standard output: {@code awaitStdout(server, "listening on (\\d+)").group(1)}. */
    public static MatchResult awaitStdout(ForkedChild child, String regex) {
        return awaitStdio(child, 1, regex);
    }

    /** As {@link #awaitStdio}, for standard error. */
    public static MatchResult awaitStderr(ForkedChild child, String regex) {
        return awaitStdio(child, 2, regex);
    }

    /**
     * Waits until what the child has written to a descriptor contains a match, at most as long as the child's patience. In
     * the pattern, {@code ^} and {@code $} match at every line. A match that more output could change, such as {@code \d+} or
     * {@code Name: $} at the very end, counts when more has come, when the stream has ended, when the child could run and has
     * written nothing more to this descriptor for 80 ms, or when the patience is over.
     *
     * <p>The search begins at the first byte. When the test has written to the child since a wait for the same pattern at the
     * same descriptor has returned, it begins behind that match, so that a question that is asked again is found again.
     *
     * @throws AssertionError if there is no match in time, and at once when the stream has ended without a match
     * @throws IllegalStateException if that descriptor is not recorded
     */
    public static MatchResult awaitStdio(ForkedChild child, int descriptor, String regex) {
        return new OutputSearch(child, descriptor, regex).await();
    }

    /**
     * As {@link #linesOf(ForkedChild, int)}, for standard output: {@code linesOf(server).awaitLine("listening on
     * (?<port>\\d+)").group("port")}.
     */
    public static LineCursor linesOf(ForkedChild child) {
        return linesOf(child, 1);
    }

    /**
     * A cursor at the beginning of what the child has written to a descriptor, now or long ago: each wait goes on behind the
     * line that the last one has found. Every call gives a cursor of its own.
     *
     * @throws IllegalStateException if that descriptor is not recorded
     */
    public static LineCursor linesOf(ForkedChild child, int descriptor) {
        return new LineCursor(child, child.output(descriptor));
    }

    /** As {@link #linesFromNow(ForkedChild, int)}, for standard output. */
    public static LineCursor linesFromNow(ForkedChild child) {
        return linesFromNow(child, 1);
    }

    /**
     * As {@link #linesOf(ForkedChild, int)}, with the cursor behind the last line that the child has written up to this moment, for a
     * child that writes the same line for each test. A line that has not ended yet is behind the cursor.
     *
     * @throws IllegalStateException if that descriptor is not recorded
     */
    public static LineCursor linesFromNow(ForkedChild child, int descriptor) {
        return LineCursor.fromNow(child, child.output(descriptor));
    }

    /**
     * A cursor over text that need not be a line, such as a prompt, at the beginning of what the child has written:
     * {@code dialogueWith(python).awaitText(">>> ")}. Each wait goes on behind the text that the last one has found. Every call gives
     * a cursor of its own.
     *
     * @param descriptors to read, such as 1 or 2; without any, standard output and standard error, as far as they are recorded
     * @throws IllegalStateException if one of these descriptors is not recorded
     */
    public static Dialogue dialogueWith(ForkedChild child, int... descriptors) {
        return Dialogue.with(child, descriptors);
    }

    /**
     * As {@link #dialogueWith}, behind all that the child has written up to this moment.
     *
     * @throws IllegalStateException if one of these descriptors is not recorded
     */
    public static Dialogue dialogueFromNow(ForkedChild child, int... descriptors) {
        return Dialogue.with(child, descriptors).toTheEnd();
    }

    /**
     * As {@link #linesOf(ForkedChild)}, for messages: {@code messagesOf(worker).awaitMessage(containing(Map.of("type",
     * "ready"))).json()}. Each wait returns a message, and the next one goes on behind it. Every call gives a cursor of its own,
     * before the first message.
     *
     * @throws IllegalStateException if the child was launched without a channel
     */
    public static MessageCursor messagesOf(ForkedChild child) {
        return MessageCursor.of(child);
    }

    static ConditionFactory conditions(TimelineWatch watch, Duration atMost) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(watch)
                .conditionEvaluationListener(watch)
                .atMost(atMost);
    }
}
