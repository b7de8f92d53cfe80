package io.forkedchild.assertions;

import io.forkedchild.text.EscapeSequences;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ByteArrayAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what a child has written: AssertJ's about its text, with ways on to its lines and its bytes. The text is
 * decoded as UTF-8; what is no UTF-8 stands in it as U+FFFD, and a failure then tells where.
 */
public class OutputAssert extends AbstractStringAssert<OutputAssert> {

    private static final Pattern END_OF_LINE = Pattern.compile("\r?\n");

    private WrittenOutput written;
    private @Nullable SoftAssertionsProvider collector;

    /** For AssertJ, which makes proxies for soft assertions; tests call {@link ForkedChildAssert#stdout}. */
    public OutputAssert(String actual) {
        super(actual, OutputAssert.class);
        written = WrittenOutput.of(actual);
    }

    /** @param collectsFailures takes the failures of what it leads on to; null when they are thrown */
    void comesFrom(WrittenOutput output, @Nullable SoftAssertionsProvider collectsFailures) {
        written = output;
        collector = collectsFailures;
    }

    // ---- other views

    /**
     * On with its lines, without their ends, which are {@code \n} and {@code \r\n}. A last line without an end counts; a
     * carriage return alone, as progress bars write it, ends none.
     */
    @CheckReturnValue
    public ListAssert<String> lines() {
        return onward().list(linesOf(actual), origin("the lines of %s"));
    }

    private static List<String> linesOf(String text) {
        var lines = Arrays.asList(END_OF_LINE.split(text, -1));
        int last = lines.size() - 1;
        return lines.get(last).isEmpty() ? lines.subList(0, last) : lines;
    }

    /**
     * On with the bytes as they were written, before any decoding; of several descriptors in the order in which they were
     * read.
     */
    @CheckReturnValue
    @SuppressWarnings("MissingOverride") // the oldest AssertJ has no such method
    public ByteArrayAssert bytes() {
        return onward().bytes(written.bytes(), bytesOrigin());
    }

    /**
     * On without colours, links and whatever else is meant for a terminal, as {@link EscapeSequences} tells. A carriage return
     * and a backspace stay.
     */
    @CheckReturnValue
    public OutputAssert withoutAnsi() {
        return onward().output(written.withoutEscapeSequences(), origin("%s without escape sequences"));
    }

    private Navigation onward() {
        return new Navigation(info, collector);
    }

    /** Of another view of it; null if no child has written it. */
    private @Nullable Origin origin(String view) {
        return info.description() instanceof Origin origin ? origin.seenAs(view) : null;
    }

    /** They are as they were written, whatever the text has lost. */
    private @Nullable Origin bytesOrigin() {
        var origin = origin("the bytes of %s");
        return origin == null ? null : origin.withoutNotes();
    }

    // ---- its encoding

    /** All of it is UTF-8: nothing in the text stands for a byte that could not be decoded. */
    public OutputAssert isValidUtf8() {
        if (!written.defects().isEmpty()) {
            throw failure("%nExpecting actual to be UTF-8%n%s", String.join("\n", written.defects()));
        }
        return myself;
    }
}
