package io.forkedchild.parity;

import org.jspecify.annotations.Nullable;

/**
 * A value of the serialization {@code advanced}.
 *
 * @param javaScript the value as an expression
 * @param java what the message of it is in Java, or what is sent
 * @param arrives what a Node child has when Java sends it
 * @param check what else is true there of the message {@code m}
 * @param isTree whether {@code equals} can compare it: it does not hold itself, and no {@code byte[]} inside
 */
record AdvancedRow(
        String name,
        String javaScript,
        @Nullable Object java,
        From from,
        String arrives,
        String check,
        boolean isTree) {

    /** Which sides can send it so. */
    enum From {
        BOTH,
        NODE,
        JAVA
    }

    static AdvancedRow both(String javaScript, @Nullable Object java) {
        return both(javaScript, java, "true");
    }

    static AdvancedRow both(String javaScript, @Nullable Object java, String check) {
        return new AdvancedRow(javaScript, javaScript, java, From.BOTH, javaScript, check, true);
    }

    /** Both can send it, and who is whom inside counts. */
    static AdvancedRow shared(String javaScript, Object java, String check) {
        return new AdvancedRow(javaScript, javaScript, java, From.BOTH, javaScript, check, false);
    }

    static AdvancedRow fromJava(String javaScript, Object java) {
        var name = java.getClass().getSimpleName() + " for " + javaScript;
        return new AdvancedRow(name, javaScript, java, From.JAVA, javaScript, "true", true);
    }

    static AdvancedRow fromNode(String javaScript, Object java, String arrives) {
        return new AdvancedRow(javaScript, javaScript, java, From.NODE, arrives, "true", true);
    }
}
