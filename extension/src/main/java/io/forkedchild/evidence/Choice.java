package io.forkedchild.evidence;

import io.forkedchild.evidence.OutputLine.Kind;
import io.forkedchild.evidence.TellingLines.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which of many lines are shown. What is most important is chosen first, as long as there is room. */
final class Choice {

    private static final int MOST_HINTS = 2;
    private static final int MOST_OF_A_MESSAGE = 3;

    private final List<OutputLine> lines;
    private final int room;
    private final OptionalInt root;
    private final TreeSet<Integer> chosen = new TreeSet<>();
    private final Set<String> told = new HashSet<>();

    /** How many lines before each one are not blank. */
    private final int[] full;

    Choice(List<OutputLine> lines, int room) {
        this.lines = lines;
        this.room = room;
        this.root = findRoot();
        this.full = new int[lines.size() + 1];
        for (int i = 0; i < lines.size(); i++) {
            full[i + 1] = full[i] + (lines.get(i).isBlank() ? 0 : 1);
        }
    }

    List<Shown> shown() {
        if (room <= 0) {
            return List.of();
        }
        if (lines.stream().mapToInt(OutputLine::height).sum() <= room
                && lines.stream().noneMatch(line -> line.unread() > 0)) {
            IntStream.range(0, lines.size()).forEach(chosen::add);
        } else {
            choose();
        }
        return rendered();
    }

    private void choose() {
        root.ifPresent(this::tell);
        root.ifPresent(this::addRestOfMessage);
        add(firstLine());
        add(lastLine());
        int forReasons = root.isEmpty() ? room : room * 2 / 3;
        addFromBothEnds(Kind.EXCEPTION, forReasons);
        root.ifPresent(this::addNearestFrame);
        addFromBothEnds(Kind.REASON, forReasons);
        hints();
        addFromEnd();
    }

    /** Index of what lies behind everything: the last cause, else the last exception, else the last error. */
    OptionalInt root() {
        return root;
    }

    private OptionalInt findRoot() {
        var strongest =
                lines.stream().map(OutputLine::kind).max(Kind::compareTo).orElse(Kind.PLAIN);
        return strongest.compareTo(Kind.REASON) < 0
                ? OptionalInt.empty()
                : IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).kind() == strongest)
                        .reduce((one, next) -> next);
    }

    private int firstLine() {
        return IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank())
                .findFirst()
                .orElse(-1);
    }

    /** Where a stack stands at the end, this is the message above it. */
    int lastLine() {
        int last = lines.size() - 1;
        while (last >= 0 && (lines.get(last).isBlank() || lines.get(last).isFrame())) {
            last--;
        }
        return last;
    }

    private void tell(int index) {
        if (told.add(lines.get(index).text().replaceAll("\\d+", "0"))) {
            add(index);
        }
    }

    private void add(int index) {
        if (index < 0 || lines.get(index).unread() > 0 || !chosen.add(index)) {
            return;
        }
        if (height() > room && chosen.size() > 1) {
            chosen.remove(index);
        }
    }

    /** A message may have several lines, before the stack. */
    private void addRestOfMessage(int root) {
        int end = root + 1;
        while (end < lines.size()
                && end <= root + MOST_OF_A_MESSAGE
                && lines.get(end).kind() == Kind.PLAIN) {
            end++;
        }
        if (end < lines.size() && lines.get(end).isFrame()) {
            IntStream.range(root + 1, end).forEach(this::add);
        }
    }

    /** The first and the last ones, and from there to the middle. */
    private void addFromBothEnds(Kind atLeast, int most) {
        var reasons = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).kind().compareTo(atLeast) >= 0)
                .toArray();
        for (int i = 0; i < (reasons.length + 1) / 2 && height() < most; i++) {
            tell(reasons[i]);
            tell(reasons[reasons.length - 1 - i]);
        }
    }

    /** Below the message, or above it in Python. */
    private void addNearestFrame(int root) {
        int first = root + 1;
        while (first < lines.size()
                && (lines.get(first).isBlank() || lines.get(first).kind() == Kind.HINT)) {
            first++;
        }
        if (first == lines.size() || !lines.get(first).isFrame()) {
            first = root - 1;
            while (first >= 0 && lines.get(first).isFrame() && lines.get(first).frames() == 0) {
                first--;
            }
        }
        if (first < 0 || !lines.get(first).isFrame()) {
            return;
        }
        add(first);
        for (int i = first + 1;
                i < lines.size() && lines.get(i).isFrame() && lines.get(i).frames() == 0;
                i++) {
            add(i);
        }
    }

    private void hints() {
        var hints = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).kind() == Kind.HINT)
                .toArray();
        for (int i = Math.max(0, hints.length - MOST_HINTS); i < hints.length; i++) {
            tell(hints[i]);
        }
    }

    /** Frames stay folded. */
    private void addFromEnd() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!lines.get(i).isFrame() && !lines.get(i).isBlank()) {
                add(i);
                if (!chosen.contains(i)) {
                    return;
                }
            }
        }
    }

    // ---- lines

    /** How many lines those that are chosen take, with their marks. */
    private int height() {
        int height = 0;
        int next = 0;
        for (int index : chosen) {
            height += lines.get(index).height() + (isBlank(next, index) ? 0 : 1);
            next = index + 1;
        }
        return height + (isBlank(next, lines.size()) ? 0 : 1);
    }

    private boolean isBlank(int from, int to) {
        return full[from] == full[to];
    }

    private List<Shown> rendered() {
        var shown = new ArrayList<Shown>();
        int next = 0;
        for (int index : chosen) {
            addGap(next, index, shown);
            addLine(index, shown);
            next = index + 1;
        }
        addGap(next, lines.size(), shown);
        return shown;
    }

    private void addLine(int index, List<Shown> shown) {
        var line = lines.get(index);
        shown.add(Shown.line(line, root.orElse(-1) == index));
        if (line.repeats() > 0) {
            shown.add(Shown.moreLike(line));
        }
    }

    /** A single line takes no more room than a mark. */
    private void addGap(int from, int to, List<Shown> shown) {
        if (isBlank(from, to)) {
            return;
        }
        var gap = lines.subList(from, to);
        if (gap.size() == 1 && gap.get(0).repeats() == 0 && gap.get(0).unread() == 0) {
            shown.add(Shown.line(gap.get(0), false));
        } else {
            shown.add(Shown.leftOut(gap));
        }
    }
}
