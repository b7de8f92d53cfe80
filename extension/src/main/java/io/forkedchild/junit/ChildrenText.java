package io.forkedchild.junit;

import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of the children around a failed test, in at most 45 lines. Children that may be the reason have their evidence, as
 * far as there is room; the others have a line each.
 */
final class ChildrenText {

    private static final int MOST_LINES = 45;
    private static final int LEAST_OF_EVIDENCE = 14;
    private static final int MOST_IN_A_LINE_EACH = 10;

    private final boolean isOfClass;
    private final List<ChildAtFailure> children;

    /**
     * @param failure tells of some children itself; those are left out
     * @param isOfClass whether a class has failed, not a test of it
     */
    ChildrenText(List<ScopedChildren> launchers, Failure failure, boolean isOfClass) {
        this.isOfClass = isOfClass;
        this.children = launchers.stream()
                .flatMap(launcher -> launcher.all().stream()
                        .filter(child -> !failure.tells(child))
                        .map(child ->
                                new ChildAtFailure(child, launcher.isOfClass() && !isOfClass, failure.isOverdue())))
                .sorted(Comparator.comparing(ChildAtFailure::weight))
                .toList();
    }

    /** Empty if there are no children of which the failure does not tell already. */
    @Override
    public String toString() {
        if (children.isEmpty()) {
            return "";
        }
        long suspects = children.stream().filter(ChildAtFailure::isSuspect).count();
        int inALine = Math.min(children.size() - (int) Math.min(suspects, 1), MOST_IN_A_LINE_EACH + 1);
        int complete = (int) Math.min(suspects, (MOST_LINES - 1 - inALine) / LEAST_OF_EVIDENCE);
        var lines = new ArrayList<String>();
        lines.add(isOfClass ? "children of the class when it failed:" : "children of this test when it failed:");
        var others = inALineEach(children.subList(complete, children.size()));
        for (int i = 0; i < complete; i++) {
            int left = MOST_LINES - lines.size() - others.size();
            lines.addAll(children.get(i).evidence(left / (complete - i)));
        }
        return Stream.concat(lines.stream(), others.stream())
                .map(Printable::of)
                .reduce((one, next) -> one + "\n" + next)
                .orElse("");
    }

    private static List<String> inALineEach(List<ChildAtFailure> others) {
        boolean areAllShown = others.size() <= MOST_IN_A_LINE_EACH + 1;
        var lines = new ArrayList<String>();
        others.stream()
                .limit(areAllShown ? others.size() : MOST_IN_A_LINE_EACH)
                .map(ChildAtFailure::line)
                .forEach(lines::add);
        if (!areAllShown) {
            lines.add(Marks.CUT + " and " + (others.size() - MOST_IN_A_LINE_EACH) + " more");
        }
        return lines;
    }
}
