package io.forkedchild.assertions;

/** Lines of a failure text. */
final class Lines {

    private static final int CHARACTERS = 200;

    private Lines() {}

    /** One line of it, not too long to read. */
    static String cut(String text) {
        var line = text.replace("\r", "\\r").replace("\n", "\\n");
        return line.length() <= CHARACTERS ? line : line.substring(0, CHARACTERS) + "…";
    }
}
