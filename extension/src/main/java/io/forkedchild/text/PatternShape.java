package io.forkedchild.text;

import java.util.regex.Pattern;

/**
 * What is known of all matches of a pattern from its text alone. Says less rather than too much.
 *
 * @param mostCharacters which a try looks at; {@link Integer#MAX_VALUE} if that is not known
 * @param isInsideALine whether a try never looks beyond the end of a line
 * @param isRepeatable whether a try at an index does not depend on where the search has begun
 */
record PatternShape(int mostCharacters, boolean isInsideALine, boolean isRepeatable) {

    private static final int UNKNOWN = Integer.MAX_VALUE;

    private static final int FLAGS_THAT_CHANGE_LINES =
            Pattern.DOTALL | Pattern.UNIX_LINES | Pattern.COMMENTS | Pattern.LITERAL;

    /** A quantifier without a bound, a reference to a group, a cluster of characters, a flag, a look around. */
    private static final Pattern UNBOUNDED = Pattern.compile("[*+{]|\\\\[1-9kXG]|\\(\\?(?!:|<\\p{Alpha}|[im]+\\))");

    private static final Pattern INSIDE_A_LINE = Pattern.compile(
            "(?:[\\x20-\\x7e&&[^\\\\\\[(]]" // characters, alternatives, quantifiers, ends of groups
                    + "|\\\\[dwSbB\\p{Punct}]"
                    + "|\\((?!\\?)|\\(\\?(?::|<\\p{Alpha}\\p{Alnum}*>|[im]+\\))"
                    + "|\\[(?!\\^)(?:[\\x20-\\x7e&&[^\\\\\\[\\]&]]|\\\\[dw\\p{Punct}])*\\])*+");

    static PatternShape of(Pattern pattern) {
        var regex = pattern.pattern();
        boolean isLiteral = (pattern.flags() & Pattern.LITERAL) != 0;
        boolean isPlain = (pattern.flags() & Pattern.CANON_EQ) == 0;
        boolean isBounded = isPlain && (isLiteral || !UNBOUNDED.matcher(regex).find());
        return new PatternShape(
                isBounded ? 2 * regex.length() + 2 : UNKNOWN, // a character beyond U+FFFF is two; \b looks one further
                isPlain
                        && (pattern.flags() & FLAGS_THAT_CHANGE_LINES) == 0
                        && INSIDE_A_LINE.matcher(regex).matches(),
                isPlain && !regex.contains("\\G"));
    }
}
