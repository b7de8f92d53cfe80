package io.forkedchild.assertions;

import io.forkedchild.timeline.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The lines of two texts, or the elements of two lists, between their common beginning and their common end. */
final class ComparedLines implements Comparison {

    private static final int CONTEXT = 2;
    private static final int SHOWN = 4;

    /** What of a line is shown before the place where it differs. */
    private static final int BEFORE = 40;

    private static final int LONGEST = 100;

    private final Shown expectedValue;
    private final Shown actualValue;
    private final List<String> expected;
    private final List<String> actual;
    private final UnaryOperator<String> key;
    private final int begin;
    private final int end;

    ComparedLines(Shown expected, Shown actual, UnaryOperator<String> key) {
        this.expectedValue = expected;
        this.actualValue = actual;
        this.expected = expected.lines();
        this.actual = actual.lines();
        this.key = key;
        this.begin = commonBeginning();
        this.end = commonEnd();
    }

    private int commonBeginning() {
        int shorter = Math.min(expected.size(), actual.size());
        int common = 0;
        while (common < shorter && isSame(expected.get(common), actual.get(common))) {
            common++;
        }
        return common;
    }

    private int commonEnd() {
        int longest = Math.min(expected.size(), actual.size()) - begin;
        int common = 0;
        while (common < longest && isSame(fromEnd(expected, common), fromEnd(actual, common))) {
            common++;
        }
        return common;
    }

    private boolean isSame(String one, String other) {
        return one.equals(other) || key.apply(one).equals(key.apply(other));
    }

    private static String fromEnd(List<String> lines, int index) {
        return lines.get(lines.size() - 1 - index);
    }

    // ---- in a sentence

    @Override
    public String summary() {
        int missing = expected.size() - end - begin;
        int unexpected = actual.size() - end - begin;
        if (isSingle()) {
            return "";
        }
        return ", but " + summary(missing, unexpected);
    }

    private String summary(int missing, int unexpected) {
        var unit = expectedValue.unit();
        if (missing == 0) {
            return numbers(unit, unexpected) + (unexpected == 1 ? " was" : " were") + " not expected";
        }
        if (unexpected == 0) {
            return numbers(unit, missing) + (missing == 1 ? " is" : " are") + " missing";
        }
        return unit + " " + (begin + 1) + " differs" + others(unit, missing, unexpected);
    }

    private String numbers(String unit, int count) {
        return count == 1 ? unit + " " + (begin + 1) : unit + "s " + (begin + 1) + " to " + (begin + count);
    }

    private String others(String unit, int missing, int unexpected) {
        if (missing != unexpected) {
            return ", and there " + (unexpected == 1 ? "is " : "are ") + Mailbox.count(unexpected, unit)
                    + " where there should be " + missing;
        }
        int differing = 0;
        for (int i = begin; i < expected.size() - end; i++) {
            differing += isSame(expected.get(i), actual.get(i)) ? 0 : 1;
        }
        return differing == 1 ? ", and no other" : ", and " + Mailbox.count(differing - 1, "other");
    }

    // ---- in detail

    @Override
    public List<String> lines() {
        if (begin == expected.size() && begin == actual.size()) {
            return List.of();
        }
        return isSingle() ? single() : around();
    }

    private boolean isSingle() {
        return expected.size() <= 1 && actual.size() <= 1;
    }

    @Override
    public List<String> shown() {
        int changed = Math.min(begin + SHOWN, actual.size() - end);
        var shown = new ArrayList<>(actual.subList(Math.max(0, begin - CONTEXT), changed));
        shown.addAll(actual.subList(actual.size() - end, Math.min(actual.size(), actual.size() - end + CONTEXT)));
        return shown;
    }

    private List<String> single() {
        var one = expected.isEmpty() ? "" : expected.get(0);
        var other = actual.isEmpty() ? "" : actual.get(0);
        int from = from(one, other);
        return List.of(
                "expected: " + expectedValue.inALine().orElseGet(() -> window(one, from)),
                "actual:   " + actualValue.inALine().orElseGet(() -> window(other, from)));
    }

    private List<String> around() {
        var lines = new ArrayList<String>();
        lines.add("expected: " + expectedValue.size() + ", marked -");
        lines.add("actual:   " + actualValue.size() + ", marked +");
        int width = String.valueOf(Math.max(expected.size(), actual.size())).length();
        for (int i = Math.max(0, begin - CONTEXT); i < begin; i++) {
            lines.add(line(' ', width, i, shown(expected.get(i), 0)));
        }
        addDifferent(lines, '-', width, expected, actual);
        addDifferent(lines, '+', width, actual, expected);
        for (int i = actual.size() - end; i < Math.min(actual.size(), actual.size() - end + CONTEXT); i++) {
            lines.add(line(' ', width, i, shown(actual.get(i), 0)));
        }
        return lines;
    }

    private void addDifferent(List<String> lines, char mark, int width, List<String> own, List<String> others) {
        int last = own.size() - end;
        for (int i = begin; i < Math.min(last, begin + SHOWN); i++) {
            boolean hasPair = i < others.size() - end;
            lines.add(line(mark, width, i, hasPair ? different(own.get(i), others.get(i)) : shown(own.get(i), 0)));
        }
        if (last > begin + SHOWN) {
            lines.add(String.format("  %c %" + width + "s| … and %d more", mark, "", last - begin - SHOWN));
        }
    }

    private static String line(char mark, int width, int index, String text) {
        return String.format("  %c %" + width + "d| %s", mark, index + 1, text);
    }

    /** With its end, if there is no other difference to see. */
    private static String different(String line, String other) {
        boolean onlyInvisibly = line.strip().equals(other.strip());
        return onlyInvisibly ? '"' + window(line, from(line, other)) + '"' : shown(line, from(line, other));
    }

    private static String shown(String line, int from) {
        return window(Shortened.withoutEnd(line), from);
    }

    private static int from(String line, String other) {
        int shorter = Math.min(line.length(), other.length());
        int common = 0;
        while (common < shorter && line.charAt(common) == other.charAt(common)) {
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
