package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.Check;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A place in what a child writes, for text that need not be a line, and what the test types in reply. Each wait goes on behind the
 * match of the last one; a wait that fails leaves the place where it is. Standard output and standard error have no common order, so
 * each has a place of its own: a match lies in one of them, and the other stays where it is. One thread at a time may use it.
 *
 * <p>Each wait lasts at most as long as the child's patience. It fails with an {@link AssertionError}, at once when the child has ended
 * what it writes, and with an {@link IllegalStateException} if the thread is interrupted, which it then still is.
 */
public final class Dialogue {

    private final ForkedChild child;
    private final List<DialogueText> texts;

    private Dialogue(ForkedChild child, Stream<Output> outputs) {
        this.child = child;
        this.texts = outputs.map(DialogueText::new).toList();
    }

    static Dialogue with(ForkedChild child, int... descriptors) {
        Check.child(child);
        return new Dialogue(
                child,
                descriptors.length == 0
                        ? recorded(child)
                        : IntStream.of(descriptors).distinct().mapToObj(child::output));
    }

    private static Stream<Output> recorded(ForkedChild child) {
        var outputs = IntStream.of(1, 2).filter(child.inspection()::isRecorded).toArray();
        return outputs.length == 0
                ? Stream.of(child.stdout()) // which says why it is not recorded
                : IntStream.of(outputs).mapToObj(child::output);
    }

    /** Behind all that the child has written up to now. */
    Dialogue toTheEnd() {
        OutputSearch.catchUp(child);
        for (var text : texts) {
            long limit = text.output().textLength();
            while (text.readOn(limit, false)) {
                text.moveTo(text.end());
            }
        }
        return this;
    }

    // ---- what the child writes

    /**
     * Waits for a text, wherever it stands in a line, and returns as soon as its last character has come.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public DialogueMatch awaitText(String text) {
        return awaitAnyOf(Expected.text(text));
    }

    /**
     * Waits for a match, in which {@code ^} and {@code $} match at every line; what lies before the place is no beginning of a line
     * unless it is one. A match that more output could change, such as {@code \d+} or {@code Name: $} at the very end, counts as
     * {@link ForkedChildAwait#awaitStdio} says: when the child has written nothing more to that descriptor for 80 ms.
     *
     * @throws java.util.regex.PatternSyntaxException if the pattern is none
     */
    public DialogueMatch awaitMatch(String regex) {
        return awaitAnyOf(Expected.match(regex));
    }

    /**
     * Waits for one of several things, among them perhaps the {@linkplain Expected#end() end}; {@link DialogueMatch#branch()} tells
     * which. If there are several, it is the one that was complete first. The end comes behind all others.
     *
     * @throws IllegalArgumentException if there are none
     */
    public DialogueMatch awaitAnyOf(Expected... expected) {
        Check.that(expected.length > 0, "expected", "must not be empty", "none");
        Stream.of(expected).forEach(one -> Objects.requireNonNull(one, "expected"));
        return new DialogueWait(child, texts, List.of(expected)).await();
    }

    // ---- what the test types

    /** Writes the text to stdin as it stands, without a newline behind it, and returns this. */
    public Dialogue type(String text) {
        child.stdin().write(text);
        return this;
    }

    /** Does what these keys do, one after the other, and returns this. */
    public Dialogue press(Key... keys) {
        Stream.of(keys).forEach(key -> key.press(child));
        return this;
    }

    /** {@code python3's stdout behind character 7, python3's stderr behind character 0}. */
    @Override
    public String toString() {
        return texts.stream()
                .map(text -> text.output() + " behind character " + text.cursor())
                .collect(Collectors.joining(", "));
    }
}
