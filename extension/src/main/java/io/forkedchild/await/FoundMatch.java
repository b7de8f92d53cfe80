package io.forkedchild.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A match, without the text around it: Java's own results keep all of that. */
final class FoundMatch implements MatchResult {

    /** A group with a name, a group without one, or what only looks like one. */
    private static final Pattern GROUP = Pattern.compile(
            "\\\\Q.*?(?:\\\\E|$)|\\\\.|\\[(?:\\\\.|[^\\]\\\\])*\\]|\\((?:\\?<(?<name>\\p{Alpha}\\p{Alnum}*)>|(?!\\?))",
            Pattern.DOTALL);

    private final List<Group> groups = new ArrayList<>();
    private final Pattern pattern;

    /** A group, -1 if it took no part. */
    private record Group(int start, int end, Optional<String> text) {}

    private FoundMatch(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @param matcher which has just found it */
    static FoundMatch of(Matcher matcher, Pattern pattern) {
        var match = new FoundMatch(pattern);
        for (int i = 0; i <= matcher.groupCount(); i++) {
            match.groups.add(new Group(matcher.start(i), matcher.end(i), Optional.ofNullable(matcher.group(i))));
        }
        return match;
    }

    @Override
    public int start() {
        return start(0);
    }

    @Override
    public int start(int group) {
        return groups.get(group).start();
    }

    @Override
    public int end() {
        return end(0);
    }

    @Override
    public int end(int group) {
        return groups.get(group).end();
    }

    @Override
    public String group() {
        return groups.get(0).text().orElse("");
    }

    @Override
    @SuppressWarnings("NullAway") // as Java's: null is a group that took no part
    public String group(int group) {
        return groups.get(group).text().orElse(null);
    }

    @Override
    public int groupCount() {
        return groups.size() - 1;
    }

    /** Since Java 20 a result has it, and takes names for groups by it. */
    @SuppressWarnings("MissingOverride")
    public Map<String, Integer> namedGroups() {
        var names = new HashMap<String, Integer>();
        int number = 0;
        for (var group = GROUP.matcher(pattern.pattern()); group.find(); ) {
            number += group.group().startsWith("(") ? 1 : 0;
            if (group.group("name") != null) {
                names.put(group.group("name"), number);
            }
        }
        return Map.copyOf(names);
    }

    /** Since Java 20 a result has it. */
    @SuppressWarnings("MissingOverride")
    public boolean hasMatch() {
        return true;
    }
}
