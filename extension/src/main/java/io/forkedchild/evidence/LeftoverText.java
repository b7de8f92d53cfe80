package io.forkedchild.evidence;

import io.forkedchild.leftovers.Leftover;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.LeftBehind.Found;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The failure of a test whose children have ended by themselves and have left processes behind. */
public final class LeftoverText {

    private static final int SHOWN = 5;

    /** The kernel counts the starts of processes in hundredths of a second. */
    private static final long MILLIS_OF_A_TICK = 10;

    private final List<String> lines = new ArrayList<>();

    private LeftoverText() {}

    /** The lines about the processes that these children have left; at most some 30. */
    public static List<String> of(List<ChildProcess> children) {
        var text = new LeftoverText();
        int count = children.stream()
                .mapToInt(child -> child.leftBehind().found().size())
                .sum();
        text.lines.addAll(Layout.sentence(names(children) + " left "
                + (count == 1 ? "a process" : count + " processes") + " behind; "
                + (count == 1 ? "it was" : "they were") + " killed at the end of the test"));
        children.stream()
                .flatMap(child -> child.leftBehind().found().stream().map(found -> text.about(child, found)))
                .limit(SHOWN)
                .forEach(text.lines::addAll);
        if (count > SHOWN) {
            text.lines.add("  and " + (count - SHOWN) + " more");
        }
        text.hint(children.get(0));
        return text.lines;
    }

    private static String names(List<ChildProcess> children) {
        return children.size() > 3
                ? children.size() + " children"
                : children.stream().map(child -> Printable.of(child.name())).collect(Collectors.joining(" and "));
    }

    private List<String> about(ChildProcess child, Found found) {
        var process = found.leftover();
        var about = new ArrayList<String>(Layout.detail("  " + Printable.of(process.toString())));
        about.addAll(Layout.detail("    session " + process.process().session() + ", parent " + found.parent()
                + "; launched by " + Printable.of(child.name())
                + child.leftBehind()
                        .launchedAt()
                        .map(line -> ", which was launched at " + line)
                        .orElse("")));
        about.addAll(start(child, process));
        return about;
    }

    /** When it started, by the clock of the kernel, beside the last event before that. */
    private static List<String> start(ChildProcess child, Leftover process) {
        var events = child.recorder().timeline().of(child.name());
        var launch = events.first(Event.Spawned.class).map(Event::time).orElse(Duration.ZERO);
        var after =
                Duration.ofMillis((process.process().start() - process.family().start()) * MILLIS_OF_A_TICK);
        var before = last(events.events(), launch.plus(after));
        var lines = new ArrayList<>(Layout.detail("    started about " + after.toMillis() + " ms after "
                + Printable.of(child.name()) + before.map(event -> ", beside").orElse("")));
        before.ifPresent(event -> lines.add(Layout.cut("    " + event)));
        return lines;
    }

    private static Optional<Event> last(List<Event> events, Duration moment) {
        return events.stream()
                .filter(event -> event.time().compareTo(moment.plusMillis(MILLIS_OF_A_TICK)) <= 0)
                .reduce((one, next) -> next);
    }

    private void hint(ChildProcess child) {
        var program = child.leftBehind().found().get(0).leftover().program();
        lines.addAll(Layout.detail("  hint: if that is meant, child.mayLeave(\"" + Printable.of(program)
                + "\") says so; @Leftovers(KILL) ends leftovers without a failure"));
    }
}
