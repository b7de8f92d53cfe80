package io.forkedchild;

import io.forkedchild.evidence.ChildSnapshot;
import io.forkedchild.evidence.Placeholders;
import io.forkedchild.evidence.TranscriptLines;
import io.forkedchild.running.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a child and the test did, as text that is the same in every run: to be compared with a file, by
 * {@code matchesTranscript} or by a library for approvals.
 *
 * <p>A line has the lane of the timeline and what happened; there are no times. Between two deeds of the test (input, a
 * message, a signal) stands what the child did meanwhile, however it was cut into reads: its stdout, its stderr, other
 * descriptors, its messages, its end. So the order of two streams, which nobody knows, makes no difference. Members of JSON
 * objects are sorted.
 *
 * <p>Values of variables and arguments that look secret, and credentials in URLs, are {@code ***}.
 *
 * <p>What differs from run to run has a word in its place: {@code <pid>}, {@code <port>} behind a host or the word, {@code <tmp>}
 * for a file or directory in a temporary one, {@code <cwd>}, {@code <uuid>}, {@code <hash>} for long hexadecimal numbers and
 * identities of objects, {@code <time>} for ISO 8601 and times of day. Of several different ones each has its number,
 * {@code <uuid-2>}; not times, which may be equal by chance.
 */
public final class Transcript {

    private final List<TranscriptLines.Line> lines;
    private final Placeholders placeholders;
    private final List<Map.Entry<Pattern, String>> replacements;
    private final UnaryOperator<String> withoutSecrets;

    private Transcript(
            List<TranscriptLines.Line> lines,
            Placeholders placeholders,
            List<Map.Entry<Pattern, String>> replacements,
            UnaryOperator<String> withoutSecrets) {
        this.lines = lines;
        this.placeholders = placeholders;
        this.replacements = List.copyOf(replacements);
        this.withoutSecrets = withoutSecrets;
    }

    /** The transcript of all that the child has done up to now. Its {@link Output} must still be there. */
    static Transcript of(ChildProcess process) {
        var child = ChildSnapshot.of(process);
        return new Transcript(
                TranscriptLines.of(child),
                Placeholders.of(child),
                List.of(),
                process.recorder().secrets()::masked);
    }

    /**
     * The same with something else replaced before everything else: in each line behind
     * the lane, as {@link String#replaceAll} does it.
     *
     * @throws java.util.regex.PatternSyntaxException if the expression is none
     */
    public Transcript replacing(String regex, String replacement) {
        var more = new ArrayList<>(replacements);
        more.add(Map.entry(Pattern.compile(regex), Objects.requireNonNull(replacement, "replacement")));
        return new Transcript(lines, placeholders, more, withoutSecrets);
    }

    /** The lines; the last one has an end, too. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(replaced(line)).append('\n'));
        return placeholders.in(withoutSecrets.apply(text.toString()));
    }

    private String replaced(TranscriptLines.Line line) {
        var result = line.what();
        for (var replacement : replacements) {
            result = replacement.getKey().matcher(result).replaceAll(replacement.getValue());
        }
        return new TranscriptLines.Line(line.lane(), result).toString();
    }
}
