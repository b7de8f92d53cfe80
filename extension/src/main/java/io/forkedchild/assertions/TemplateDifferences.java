package io.forkedchild.assertions;

import net.javacrumbs.jsonunit.core.listener.Difference;
import net.javacrumbs.jsonunit.core.listener.DifferenceContext;
import net.javacrumbs.jsonunit.core.listener.DifferenceListener;
import org.jspecify.annotations.Nullable;

/** What JsonUnit finds. */
final class TemplateDifferences extends Differences implements DifferenceListener {

    TemplateDifferences() {
        super(true);
    }

    @Override
    public void diff(Difference difference, DifferenceContext context) {
        switch (difference.getType()) {
            case MISSING -> missing(path(difference.getExpectedPath()), difference.getExpected());
            case EXTRA -> surplus(path(difference.getActualPath()), difference.getActual());
            case DIFFERENT ->
                compare(path(difference.getActualPath()), difference.getExpected(), difference.getActual());
        }
    }

    private static String path(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return "$";
        }
        return path.startsWith("[") ? "$" + path : "$." + path;
    }

    @Override
    void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        differ(path, expected, actual);
    }
}
