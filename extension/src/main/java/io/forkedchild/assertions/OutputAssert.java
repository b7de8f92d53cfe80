package io.forkedchild.assertions;

import io.forkedchild.timeline.EscapeSequences;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ByteArrayAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.description.Description;
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

    /** @param collector takes the failures; null when they are thrown */
    static OutputAssert of(WrittenOutput written, @Nullable SoftAssertionsProvider collector) {
        var output = collector == null
                ? new OutputAssert(written.text())
                : collector.proxy(OutputAssert.class, String.class, written.text());
        output.written = written;
        output.collector = collector;
        return output;
    }

    // ---- other views

    /**
     * On with its lines, without their ends, which are {@code \n} and {@code \r\n}. A last line without an end counts; a
     * carriage return alone, as progress bars write it, ends none.
     */
    @CheckReturnValue
    @SuppressWarnings("unchecked") // a proxy is made for a class, which has no type arguments
    public ListAssert<String> lines() {
        var lines = linesOf(actual);
        ListAssert<String> list =
                collector == null ? new ListAssert<>(lines) : collector.proxy(ListAssert.class, List.class, lines);
        return carryOver(list, "the lines of %s");
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
    @Override
    public ByteArrayAssert bytes() {
        var bytes = written.bytes();
        ByteArrayAssert array = collector == null
                ? new ByteArrayAssert(bytes)
                : collector.proxy(ByteArrayAssert.class, byte[].class, bytes);
        return carryOver(array, "the bytes of %s");
    }

    /**
     * On without colours, links and whatever else is meant for a terminal, as {@link EscapeSequences} tells. A carriage return
     * and a backspace stay.
     */
    @CheckReturnValue
    public OutputAssert withoutAnsi() {
        return carryOver(of(written.withoutEscapeSequences(), collector), "%s without escape sequences");
    }

    // ---- its encoding

    /** All of it is UTF-8: nothing in the text stands for a byte that could not be decoded. */
    public OutputAssert isValidUtf8() {
        if (!written.defects().isEmpty()) {
            throw failure("%nExpecting UTF-8, but:%n  %s", String.join("\n  ", written.defects()));
        }
        return myself;
    }

    // ---- where it comes from

    /** Beside the description, a failure keeps telling whose output it is, and the evidence of the child. */
    @Override
    public OutputAssert describedAs(Description description) {
        return super.describedAs(
                info.description() instanceof Origin origin && !(description instanceof Origin)
                        ? origin.described(description.value())
                        : description);
    }

    private <A extends AbstractAssert<A, ?>> A carryOver(A to, String view) {
        var message = info.overridingErrorMessage();
        if (message != null) {
            to.getWritableAssertionInfo().overridingErrorMessage(message);
        }
        var carried = to.withRepresentation(info.representation());
        return info.description() instanceof Origin origin ? carried.describedAs(origin.seenAs(view)) : carried;
    }
}
