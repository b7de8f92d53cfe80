package io.forkedchild.assertions;

import io.forkedchild.text.LongText;
import io.forkedchild.text.PatternSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Looks in a text that grows for several parts, in any order. */
final class PartsSearch {

    private final List<PatternSearch> missing = new ArrayList<>();

    PartsSearch(LongText text, CharSequence... parts) {
        for (var part : parts) {
            missing.add(new PatternSearch(text, Pattern.compile(part.toString(), Pattern.LITERAL), 0));
        }
    }

    boolean areFound() {
        missing.removeIf(PartsSearch::isFound);
        return missing.isEmpty();
    }

    private static boolean isFound(PatternSearch part) {
        boolean found = part.find(-1);
        part.advance();
        return found;
    }
}
