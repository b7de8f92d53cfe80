package io.forkedchild.evidence;

import io.forkedchild.timeline.Event;
import java.util.regex.Pattern;

/** Finds commands of the test that may have sent a signal. */
final class KillCommands {

    private static final Pattern KILL =
            Pattern.compile("\\b(?:kill|pkill|killall|killall5|skill|fuser|timeout|tgkill|killpg)\\b");

    private KillCommands() {}

    /** Whether the child, or another one of the test, runs a command that names one. */
    static boolean areIn(ChildSnapshot child) {
        return child.timeline().events().stream()
                .filter(Event.Spawned.class::isInstance)
                .map(Event.Spawned.class::cast)
                .flatMap(spawned -> spawned.command().stream())
                .anyMatch(word -> KILL.matcher(word).find());
    }
}
