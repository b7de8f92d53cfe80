package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The look at what the children of a strict test did and nobody asked for. */
final class Strictness {

    private static final int SHOWN = 10;
    private static final int MOST_LINES = 45;

    private final List<ForkedChild> children;
    private final List<String> lines = new ArrayList<>();

    private Strictness(List<ForkedChild> children) {
        this.children = children;
    }

    /** The failure; empty if the test is not strict, or nothing was overlooked. */
    static Optional<AssertionError> of(ExtensionContext context, ForkedChildren launched) {
        if (!Annotated.nearest(context, Strict.class).map(Strict::value).orElse(false)) {
            return Optional.empty();
        }
        var children = launched.all().stream()
                .filter(child -> !child.inspection().overlooked().isEmpty())
                .toList();
        return children.isEmpty()
                ? Optional.empty()
                : Optional.of(new AssertionError(new Strictness(children).text(context.getExecutionException())));
    }

    /** @param failure the one that shows children already */
    private String text(Optional<Throwable> failure) {
        lines.addAll(Layout.sentence("nobody has asked for what " + names() + " did, and the test is @Strict"));
        var deeds = children.stream()
                .flatMap(
                        child -> child.inspection().overlooked().stream().map(deed -> "  " + child.name() + " " + deed))
                .toList();
        deeds.stream()
                .limit(SHOWN)
                .flatMap(deed -> Layout.detail(deed).stream())
                .forEach(lines::add);
        if (deeds.size() > SHOWN) {
            lines.add("  " + Marks.CUT + " and " + (deeds.size() - SHOWN) + " more");
        }
        var shown = failure.map(Failure::of);
        children.stream()
                .filter(child -> shown.filter(first -> first.shows(child)).isEmpty())
                .findFirst()
                .ifPresent(child -> lines.add(child.inspection().evidence(MOST_LINES - lines.size())));
        return String.join("\n", lines);
    }

    private String names() {
        int count = children.size();
        return count > 3
                ? count + " children"
                : children.stream().map(ForkedChild::name).collect(Collectors.joining(" and "));
    }
}
