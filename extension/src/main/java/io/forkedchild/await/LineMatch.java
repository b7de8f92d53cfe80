package io.forkedchild.await;

import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Printable;
import java.util.regex.Matcher;

/** A line of a child's output in which a pattern was found. */
public final class LineMatch {

    private final Line line;
    private final MatchedGroups groups;

    /** @param matcher which has just found the pattern, and is not used any more */
    LineMatch(Line line, Matcher matcher) {
        this.line = line;
        this.groups = new MatchedGroups(matcher);
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
        return groups.group(number, this);
    }

    /**
     * What a group has matched: {@code group("port")} of {@code "listening on (?<port>\\d+)"}.
     *
     * @throws IllegalArgumentException if the pattern has no such group
     * @throws IllegalStateException if the match goes without that group
     */
    public String group(String name) {
        return groups.group(name, this);
    }

    /** {@code line 7: listening on 8080}. */
    @Override
    public String toString() {
        return "line " + line.number() + ": " + Printable.of(line.text());
    }
}
