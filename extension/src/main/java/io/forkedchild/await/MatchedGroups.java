package io.forkedchild.await;

import io.forkedchild.text.Marks;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The groups of a match; a group that it does not have is refused with those that there are. */
final class MatchedGroups {

    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<(\\p{Alpha}\\p{Alnum}*)>");

    private final Matcher matcher;

    /** @param matcher which has just found the pattern, and is not used any more */
    MatchedGroups(Matcher matcher) {
        this.matcher = matcher;
    }

    /** @param match in which a missing group has no part, for the refusal */
    String group(int number, Object match) {
        if (number < 0 || number > matcher.groupCount()) {
            throw new IndexOutOfBoundsException(
                    "no group " + number + " in " + matcher.pattern() + "; there are 0 to " + matcher.groupCount());
        }
        return required(matcher.group(number), String.valueOf(number), match);
    }

    /** @param match in which a missing group has no part, for the refusal */
    String group(String name, Object match) {
        if (!hasGroup(name)) {
            throw new IllegalArgumentException(
                    "no group '" + name + "' in " + matcher.pattern() + "; " + namesOfGroups());
        }
        return required(matcher.group(name), name, match);
    }

    private String required(@Nullable String group, String which, Object match) {
        if (group == null) {
            throw new IllegalStateException("group '" + which + "' of " + matcher.pattern()
                    + " has no part in the match of " + match + "; with (" + Marks.CUT + "|) it would be empty");
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
}
