package io.forkedchild.text;

import java.util.BitSet;

/** Columns that a terminal needs for text: two for a wide character, none for one that combines with another. */
public final class Columns {

    private static final int TAB = 8;
    private static final BitSet WIDE = new BitSet();

    static {
        // East Asian scripts and fullwidth forms
        for (int[] range : new int[][] {
            {0x1100, 0x115f},
            {0x2e80, 0x303e},
            {0x3041, 0x4dbf},
            {0x4e00, 0xa4cf},
            {0xa960, 0xa97f},
            {0xac00, 0xd7a3},
            {0xf900, 0xfaff},
            {0xfe30, 0xfe6f},
            {0xff01, 0xff60},
            {0xffe0, 0xffe6},
            {0x20000, 0x3fffd},
        }) {
            WIDE.set(range[0], range[1] + 1);
        }
        // pictures
        for (int[] range : new int[][] {
            {0x231a, 0x231b}, {0x23e9, 0x23ec}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x26aa, 0x26ab}, {0x26bd, 0x26be},
            {0x26c4, 0x26c5}, {0x26f2, 0x26f3}, {0x270a, 0x270b}, {0x2753, 0x2755}, {0x2795, 0x2797}, {0x2b1b, 0x2b1c},
            {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f7e0, 0x1f7eb}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff},
        }) {
            WIDE.set(range[0], range[1] + 1);
        }
        "⏰⏳♿⚓⚡⛎⛔⛪⛵⛺⛽✅✨❌❎❗➰➿⭐⭕".codePoints().forEach(WIDE::set);
    }

    private Columns() {}

    /** Columns of a line from its beginning; a tab goes on to the next multiple of eight. */
    public static int of(String line) {
        int column = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            column = behind(column, line.codePointAt(i));
        }
        return column;
    }

    /** Index behind the longest beginning of the line that needs at most so many columns; never inside a character. */
    static int indexAt(String line, int columns) {
        int column = 0;
        int index = 0;
        while (index < line.length()) {
            int character = line.codePointAt(index);
            column = behind(column, character);
            if (column > columns) {
                return index;
            }
            index += Character.charCount(character);
        }
        return index;
    }

    private static int behind(int column, int character) {
        return character == '\t' ? (column / TAB + 1) * TAB : column + width(character);
    }

    private static int width(int character) {
        if (character < 0x300) {
            return 1;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> WIDE.get(character) ? 2 : 1;
        };
    }
}
