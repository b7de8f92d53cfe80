package io.forkedchild.await;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.util.regex.Matcher;

/** What a dialogue has found. */
public final class DialogueMatch {

    private static final int SHOWN_COLUMNS = 100;

    private final int branch;
    private final String before;
    private final Matcher matcher;
    private final MatchedGroups groups;

    /** @param matcher which has just found the pattern, and is not used any more */
    DialogueMatch(int branch, String before, Matcher matcher) {
        this.branch = branch;
        this.before = before;
        this.matcher = matcher;
        this.groups = new MatchedGroups(matcher);
    }

    /** Which of the things that the wait was given was found, from 0. */
    public int branch() {
        return branch;
    }

    /** What was matched; empty for the end. */
    public String text() {
        return matcher.group();
    }

    /**
     * The text between the match before and this one, on the same stream: what a command has written before the next prompt. Of more
     * than 16 million characters, it is the end.
     */
    public String before() {
        return before;
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
     * What a group has matched: {@code group("name")} of {@code "Hello, (?<name>\\w+)!"}.
     *
     * @throws IllegalArgumentException if the pattern has no such group
     * @throws IllegalStateException if the match goes without that group
     */
    public String group(String name) {
        return groups.group(name, this);
    }

    /** The text that was matched, as far as it fits into a line. */
    @Override
    public String toString() {
        return Printable.of(Layout.cut(text(), SHOWN_COLUMNS));
    }
}
