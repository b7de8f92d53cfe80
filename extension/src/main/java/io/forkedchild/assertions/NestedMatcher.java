package io.forkedchild.assertions;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for a matcher inside a value, where it has no place; into each object once. */
final class NestedMatcher {

    /** Whoever writes values into each other by hand stops long before. */
    private static final int DEEPEST = 100;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private NestedMatcher() {}

    /** Where there is one, and which. */
    static Optional<String> in(@Nullable Object value) {
        return new NestedMatcher().find("$", value, 0);
    }

    private Optional<String> find(String path, @Nullable Object value, int depth) {
        if (value instanceof MessageMatcher matcher) {
            return Optional.of(path + " is a matcher, which stands for a whole message: " + matcher.text());
        }
        if (value == null || depth > DEEPEST || !seen.add(value)) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(each -> find(path + "." + each.getKey(), each.getValue(), depth + 1).stream())
                    .findFirst();
        }
        if (value instanceof Object[] array) {
            return findInElements(path, Arrays.asList(array), depth);
        }
        return value instanceof Collection<?> elements ? findInElements(path, elements, depth) : Optional.empty();
    }

    private Optional<String> findInElements(String path, Collection<?> elements, int depth) {
        Optional<String> found = Optional.empty();
        int index = 0;
        for (var element : elements) {
            found = found.isPresent() ? found : find(path + "[" + index++ + "]", element, depth + 1);
        }
        return found;
    }
}
