package io.forkedchild.assertions;

import io.forkedchild.text.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What AssertJ says of a failure, with quotes for the values: as a sentence about something that has been named, and details. */
final class Sentence {

    private static final int MOST_DETAILS = 16;
    private static final int MOST_READ = 2000;
    private static final int FIRST_OF_VALUE = 5;
    private static final int LAST_OF_VALUE = 2;
    private static final int MOST_FAILURES = 3;
    private static final int FIRST_OF_FAILURE = 3;
    private static final int LAST_OF_FAILURE = 4;
    private static final int MOST_NEAREST = 2;
    private static final int FIRST_OF_ACTUAL = 3;
    private static final int LAST_OF_ACTUAL = 10;

    private static final Pattern EQUAL =
            Pattern.compile("^expected: " + Quotes.QUOTE + "\\s+but was: " + Quotes.QUOTE + "(.*)$", Pattern.DOTALL);
    private static final Pattern EXACTLY = Pattern.compile(
            "^Expecting \\S+:\\s+" + Quotes.ACTUAL + "\\s+(to contain exactly)(?: \\(and in same order\\))?:\\s+"
                    + Quotes.QUOTE + "(.*)$",
            Pattern.DOTALL);
    private static final Pattern INDEXES =
            Pattern.compile("but there were differences at these indexes.*", Pattern.DOTALL);
    /** Then nobody but the test knows what differs. */
    private static final String OTHERWISE_COMPARED = "when comparing ";

    private static final Pattern SEVERAL = Pattern.compile("^\\((\\d+ failures?)\\)");
    private static final Pattern NEXT_FAILURE = Pattern.compile("\\s*-- failure (\\d+) --\\s*");
    private static final Pattern NOT_FOUND = Pattern.compile("not (?:find|found)[^\\n]*:?\\s+" + Quotes.QUOTE);
    private static final Pattern SOUGHT =
            Pattern.compile("(?<!\\bnot )\\bto (?:contain|start with|end with)[^\\n]*:?\\s+" + Quotes.QUOTE);
    private static final Pattern END_OF_PHRASE = Pattern.compile(":?\\s*\\n\\s*$");
    private static final Pattern VERB = Pattern.compile("expecting [\\w ]*\\bto (?:(?!\\bbut\\b)[^,\\n])*:\\s*");

    private final Quotes quotes;
    private final List<String> lines = new ArrayList<>();
    private final List<String> shownOutput = new ArrayList<>();
    private Optional<Verdict.Comparison> comparison = Optional.empty();

    private Sentence(Quotes quotes) {
        this.quotes = quotes;
    }

    /** What the test wants to have said instead. */
    static Sentence ofTheTest(String message, Quotes quotes) {
        var sentence = new Sentence(quotes);
        sentence.lines.addAll(message.lines().toList());
        return sentence;
    }

    static Sentence of(String message, Quotes quotes) {
        var sentence = new Sentence(quotes);
        sentence.read(message);
        return sentence;
    }

    private void read(String message) {
        var equal = EQUAL.matcher(message);
        var exactly = EXACTLY.matcher(message);
        if (equal.matches()) {
            compare(pronoun() + " to be equal to ", quote(equal, 1), quote(equal, 2), equal.group(3));
        } else if (exactly.matches()) {
            compare(
                    pronoun() + " " + exactly.group(1) + " ",
                    quote(exactly, 2),
                    quotes.actual(),
                    INDEXES.matcher(exactly.group(3)).replaceFirst(""));
        } else {
            tell(message);
        }
    }

    private Quote quote(Matcher matcher, int group) {
        return quotes.quote(matcher.group(group)).orElseThrow();
    }

    /** A text is one thing, a list several. */
    private String pronoun() {
        return quotes.actual().isOne() ? "it" : "them";
    }

    /** Continues what begins with the name. */
    String first() {
        return lines.isEmpty() ? "the assertion failed" : lines.get(0);
    }

    List<String> details() {
        return lines.isEmpty() ? List.of() : lines.subList(1, lines.size());
    }

    /** Lines of the actual value that are among the details. */
    List<String> shownOutput() {
        return shownOutput;
    }

    /** Of failures that have an expected value. */
    Optional<Verdict.Comparison> comparison() {
        return comparison;
    }

    // ---- two values

    private void compare(String verb, Quote expected, Quote actual, String more) {
        comparison = Optional.of(new Verdict.Comparison(expected.whole(), actual.whole()));
        if (more.contains(OTHERWISE_COMPARED) || expected.isNull() || actual.isNull()) {
            lines.add("expecting " + verb + expected.inALine().orElseGet(expected::kindAndSize));
            tellActual();
            add(more.strip());
            return;
        }
        var compared = Comparison.of(expected, actual, more.contains("ignoring case"));
        var summary = compared.summary();
        lines.add("expecting " + verb + expected.inALine().orElseGet(expected::kindAndSize)
                + (summary.isEmpty() ? "" : ", but " + summary));
        lines.addAll(compared.lines());
        add(more.strip());
        compared.shown().forEach(line -> shownOutput.add(ShownOutput.shown(Shortened.withoutEnd(line))));
    }

    // ---- anything else

    private void tell(String message) {
        var several = SEVERAL.matcher(message);
        if (several.find()) {
            lines.add("expecting " + pronoun() + " to meet the requirements, but there "
                    + (several.group(1).startsWith("1 ") ? "was " : "were ") + several.group(1));
            tellSeveral(message.substring(several.end()));
            return;
        }
        var text = message;
        for (var phrase : Phrase.values()) {
            text = phrase.appliedTo(text, pronoun());
        }
        add(text);
        if (message.contains(Quotes.ACTUAL)) {
            nearest(message);
            tellActual();
        }
    }

    /** Each of the texts may be as long as the value. */
    private void tellSeveral(String failures) {
        var texts = NEXT_FAILURE
                .splitAsStream(failures)
                .map(failure -> failure.lines().filter(line -> !line.isBlank()).toList())
                .filter(text -> !text.isEmpty())
                .limit(MOST_FAILURES)
                .toList();
        for (int i = 0; i < texts.size(); i++) {
            lines.add("failure " + (i + 1) + ":");
            Shortened.lines(texts.get(i), FIRST_OF_FAILURE, LAST_OF_FAILURE).forEach(line -> lines.add("  " + line));
        }
    }

    private void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        int before = lines.size();
        lines.add("");
        var quote = Quotes.QUOTE.matcher(text);
        int from = 0;
        while (quote.find() && lines.size() - before <= MOST_READ) {
            var value = quotes.quote(quote.group(1));
            if (value.isPresent()) {
                addQuote(text.substring(from, quote.start()), value.get());
                from = quote.end();
            }
        }
        addPhrase(text.substring(from));
        lines.removeIf(String::isBlank);
        limit(before);
    }

    private void limit(int before) {
        int most = before + MOST_DETAILS;
        if (lines.size() > most) {
            int hidden = lines.size() - most;
            lines.subList(most, lines.size()).clear();
            lines.add(Marks.CUT + " and " + hidden + " more lines");
        }
    }

    private void addQuote(String phrase, Quote quote) {
        var inALine = quote.inALine();
        if (inALine.isPresent()) {
            addPhrase(
                    phrase.strip().isEmpty()
                            ? phrase
                            : END_OF_PHRASE.matcher(phrase).replaceFirst(": "));
            endLine(inALine.get());
            return;
        }
        addPhrase(phrase.stripTrailing());
        endLine(quote.kindAndSize());
        Shortened.lines(quote.lines(), FIRST_OF_VALUE, LAST_OF_VALUE)
                .forEach(line -> lines.add("  | " + Shortened.withoutEnd(line)));
        lines.add("");
    }

    /** A verb needs no colon. */
    private void endLine(String end) {
        var line = lines.get(lines.size() - 1);
        var begin = VERB.matcher(line).matches() ? line.strip().replaceFirst(":$", "") : line.stripTrailing();
        lines.set(lines.size() - 1, begin.isEmpty() ? end : begin + " " + end);
    }

    private void addPhrase(String phrase) {
        var parts = phrase.split("\n", -1);
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + parts[0]);
        for (int i = 1; i < parts.length; i++) {
            if (!lines.get(lines.size() - 1).isBlank()) {
                lines.add("");
            }
            lines.set(lines.size() - 1, i == parts.length - 1 ? parts[i].stripLeading() : parts[i].strip());
        }
    }

    /** Of what was looked for among many lines. */
    private void nearest(String message) {
        var missing = NOT_FOUND.matcher(message);
        var sought = missing.find() ? missing : SOUGHT.matcher(message);
        if (!isShortened() || !quotes.actual().isOfLines() || (sought != missing && !sought.find())) {
            return;
        }
        var wanted = quote(sought, 1).lines();
        for (var one : wanted.subList(0, Math.min(wanted.size(), MOST_NEAREST))) {
            NearestLine.to(one, quotes.actual().lines())
                    .ifPresent(line -> lines.add("nearest:  " + line + (wanted.size() == 1 ? "" : ", to " + one)));
        }
    }

    private boolean isShortened() {
        return quotes.actual().lines().size() > FIRST_OF_ACTUAL + LAST_OF_ACTUAL + 1;
    }

    private void tellActual() {
        if (lines.stream().anyMatch(line -> line.startsWith("actual:"))) {
            return;
        }
        var actual = quotes.actual();
        var inALine = actual.inALine();
        lines.add("actual:   " + inALine.orElseGet(actual::size));
        Shortened.lines(actual.lines(), FIRST_OF_ACTUAL, LAST_OF_ACTUAL)
                .forEach(line -> shownOutput.add(ShownOutput.shown(Shortened.withoutEnd(line))));
        if (inALine.isEmpty()) {
            shownOutput.forEach(line -> lines.add("  | " + line));
        }
    }
}
