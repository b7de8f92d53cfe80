package io.forkedchild.await;

import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line of a child's output in which a pattern was found. */
public final class LineMatch {

    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<(\\p{Alpha}\\p{Alnum}*)>");

    private final Line line;
    private final Matcher matcher;

    /** @param matcher which has just found the pattern, and is not used any more */
    LineMatch(Line line, Matcher matcher) {
        this.line = line;
        this.matcher = matcher;
    }

    /** The whole line, without its end. */
    public String line() {
        return line.text();
    }

    /** Counts from 1, at the first line that the child has written. */
    public long lineNumber() {
        return line.number();
    }

    /**
     * What a group has matched; group 0 is all of the match.
     *
     * @throws IndexOutOfBoundsException if the pattern has no such group
     * @throws IllegalStateException if the match goes without that group
     */
    public String group(int number) {
        if (number < 0 || number > matcher.groupCount()) {
            throw new IndexOutOfBoundsException(
                    "no group " + number + " in " + matcher.pattern() + "; there are 0 to " + matcher.groupCount());
        }
        return required(matcher.group(number), String.valueOf(number));
    }

    /**
     * What a group has matched: {@code group("port")} of {@code "listening on (?<port>\\d+)"}.
     *
     * @throws IllegalArgumentException if the pattern has no such group
     * @throws IllegalStateException if the match goes without that group
     */
    public String group(String name) {
        if (!hasGroup(name)) {
            throw new IllegalArgumentException(
                    "no group '" + name + "' in " + matcher.pattern() + "; " + namesOfGroups());
        }
        return required(matcher.group(name), name);
    }

    private String required(@Nullable String group, String which) {
        if (group == null) {
            throw new IllegalStateException("group '" + which + "' of " + matcher.pattern()
                    + " has no part in the match of " + this + "; with (" + Marks.CUT + "|) it would be empty");
        }
        return group;
    }

    /** Java tells the names from version 20 on only. */
    private String namesOfGroups() {
        var names = NAMED_GROUP
                .matcher(matcher.pattern().pattern())
                .results()
                .map(found -> found.group(1))
                .filter(this::hasGroup)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "it names no group" : "there are: " + names;
    }

    private boolean hasGroup(String name) {
        try {
            matcher.start(name);
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /** {@code line 7: listening on 8080}. */
    @Override
    public String toString() {
        return "line " + line.number() + ": " + Printable.of(line.text());
    }
}
