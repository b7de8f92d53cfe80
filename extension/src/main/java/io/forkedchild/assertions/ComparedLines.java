package io.forkedchild.assertions;

import io.forkedchild.text.Lines;
import io.forkedchild.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The lines of two texts, or the elements of two lists, between their common beginning and their common end. */
final class ComparedLines implements Comparison {

    private static final int CONTEXT = 2;
    private static final int SHOWN = 4;

    /** What of a line is shown before the place where it differs. */
    private static final int BEFORE = 40;

    private static final int LONGEST = 100;

    private final Shown expected;
    private final Shown actual;
    private final UnaryOperator<String> key;
    private final int begin;
    private final int expectedEnd;
    private final int actualEnd;

    ComparedLines(Shown expected, Shown actual, UnaryOperator<String> key) {
        this.expected = expected;
        this.actual = actual;
        this.key = key;
        this.begin = commonBegin();
        int end = commonEnd();
        this.expectedEnd = expected.lines().size() - end;
        this.actualEnd = actual.lines().size() - end;
    }

    private int commonBegin() {
        var ones = expected.lines();
        var others = actual.lines();
        int common = 0;
        while (common < Math.min(ones.size(), others.size()) && isSame(ones.get(common), others.get(common))) {
            common++;
        }
        return common;
    }

    private int commonEnd() {
        var ones = expected.lines();
        var others = actual.lines();
        int common = 0;
        while (common < Math.min(ones.size(), others.size()) - begin
                && isSame(ones.get(ones.size() - 1 - common), others.get(others.size() - 1 - common))) {
            common++;
        }
        return common;
    }

    private boolean isSame(String one, String other) {
        return one.equals(other) || key.apply(one).equals(key.apply(other));
    }

    // ---- in a sentence

    @Override
    public String summary() {
        int missing = expectedEnd - begin;
        int unexpected = actualEnd - begin;
        if (isSingle()) {
            return "";
        }
        if (missing == 0) {
            return ", but " + numbers(unexpected) + (unexpected == 1 ? " was" : " were") + " not expected";
        }
        if (unexpected == 0) {
            return ", but " + numbers(missing) + (missing == 1 ? " is" : " are") + " missing";
        }
        return ", but " + numbers(1) + " differs, and "
                + (missing == unexpected ? others() : size(missing, unexpected));
    }

    private String numbers(int count) {
        var unit = expected.unit();
        return count == 1 ? unit + " " + (begin + 1) : unit + "s " + (begin + 1) + " to " + (begin + count);
    }

    private String size(int missing, int unexpected) {
        return (unexpected == 1 ? "there is " : "there are ") + MessagesSoFar.count(unexpected, expected.unit())
                + " where there should be " + missing;
    }

    private String others() {
        int same = (int) IntStream.range(begin, expectedEnd)
                .filter(i -> isSame(expected.lines().get(i), actual.lines().get(i)))
                .count();
        int others = expectedEnd - begin - same - 1;
        return others == 0 ? "no other" : MessagesSoFar.count(others, "other");
    }

    // ---- in detail

    @Override
    public List<String> lines() {
        if (begin == expectedEnd && begin == actualEnd) {
            return List.of();
        }
        return isSingle()
                ? List.of("expected: " + single(expected, actual), "actual:   " + single(actual, expected))
                : around();
    }

    private boolean isSingle() {
        return expected.lines().size() <= 1 && actual.lines().size() <= 1;
    }

    @Override
    public List<String> shown() {
        var lines = actual.lines();
        var shown = new ArrayList<>(lines.subList(Math.max(0, begin - CONTEXT), Math.min(begin + SHOWN, actualEnd)));
        shown.addAll(lines.subList(actualEnd, Math.min(lines.size(), actualEnd + CONTEXT)));
        return shown;
    }

    private static String single(Shown own, Shown other) {
        var line = String.join("", own.lines());
        return own.inALine().orElseGet(() -> window(line, from(line, String.join("", other.lines()))));
    }

    private List<String> around() {
        var lines = new ArrayList<String>();
        lines.add("expected: " + MessagesSoFar.count(expected.count(), expected.unit()) + ", marked -");
        lines.add("actual:   " + MessagesSoFar.count(actual.count(), actual.unit()) + ", marked +");
        int width = String.valueOf(Math.max(expected.count(), actual.count())).length();
        addContext(lines, width, Math.max(0, begin - CONTEXT), begin);
        addDifferent(
                lines,
                '-',
                width,
                expected.lines().subList(begin, expectedEnd),
                actual.lines().subList(begin, actualEnd));
        addDifferent(
                lines,
                '+',
                width,
                actual.lines().subList(begin, actualEnd),
                expected.lines().subList(begin, expectedEnd));
        addContext(lines, width, actualEnd, Math.min(actual.count(), actualEnd + CONTEXT));
        return lines;
    }

    private void addContext(List<String> lines, int width, int from, int to) {
        for (int i = from; i < to; i++) {
            lines.add(line(' ', width, i, shown(actual.lines().get(i), 0)));
        }
    }

    private void addDifferent(List<String> lines, char mark, int width, List<String> own, List<String> others) {
        for (int i = 0; i < Math.min(own.size(), SHOWN); i++) {
            var line = own.get(i);
            lines.add(
                    line(mark, width, begin + i, i < others.size() ? different(line, others.get(i)) : shown(line, 0)));
        }
        if (own.size() > SHOWN) {
            lines.add(String.format("  %c %" + width + "s| … and %d more", mark, "", own.size() - SHOWN));
        }
    }

    private static String line(char mark, int width, int index, String text) {
        return String.format("  %c %" + width + "d| %s", mark, index + 1, text);
    }

    /** A line that differs, with its end if there is no other difference to see. */
    private static String different(String line, String other) {
        boolean onlyInvisibly = line.strip().equals(other.strip());
        return onlyInvisibly ? '"' + window(line, from(line, other)) + '"' : shown(line, from(line, other));
    }

    private static String shown(String line, int from) {
        return window(Lines.withoutEnd(line), from);
    }

    private static int from(String line, String other) {
        int common = 0;
        while (common < Math.min(line.length(), other.length()) && line.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common <= LONGEST - BEFORE ? 0 : common - BEFORE;
    }

    private static String window(String line, int from) {
        int begin = Math.min(from, line.length());
        int end = Math.min(line.length(), begin + LONGEST);
        return (begin > 0 ? "…" : "") + Printable.of(line.substring(begin, end)) + (end < line.length() ? "…" : "");
    }
}
