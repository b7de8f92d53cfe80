package io.forkedchild.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * The lines of a text that may be too long to be held, made when somebody looks at them. They are those that the text had when this
 * was made. One thread at a time may use it.
 */
public final class LongLines extends AbstractList<String> implements RandomAccess {

    /** The place of one line in so many is kept. */
    private static final int GROUP = 64;

    private final LongText text;
    private final int end;
    private final boolean withEnds;
    private final int mostCharacters;
    private final int[] groups;
    private final int size;
    private final int[] ofGroup = new int[GROUP + 1];
    private int group = -1;

    private LongLines(LongText text, int end, boolean withEnds, int mostCharacters) {
        this.text = text;
        this.end = end;
        this.withEnds = withEnds;
        this.mostCharacters = mostCharacters;
        var places = new int[16];
        int lines = 0;
        for (int from = 0; from < end; from = behindLine(from)) {
            if (lines % GROUP == 0) {
                places = lines / GROUP == places.length ? Arrays.copyOf(places, places.length * 2) : places;
                places[lines / GROUP] = from;
            }
            lines++;
        }
        groups = places;
        size = lines;
    }

    /** The lines without their ends. */
    public static LongLines of(LongText text) {
        return new LongLines(text, text.length(), false, Integer.MAX_VALUE);
    }

    /** The lines of which the end is there, without it. */
    public static LongLines ended(LongText text) {
        int end = text.length();
        while (end > 0 && !isEnd(text.charAt(end - 1))) {
            end--;
        }
        return new LongLines(text, end, false, Integer.MAX_VALUE);
    }

    /**
     * The lines with their ends, to be shown: of a longer one only beginning and end.
     *
     * @param mostCharacters of one line
     */
    public static LongLines shown(LongText text, int mostCharacters) {
        return new LongLines(text, text.length(), true, mostCharacters);
    }

    private int behindLine(int from) {
        for (int i = from; i < end; i++) {
            char next = text.charAt(i);
            if (isEnd(next)) {
                return next == '\r' && i + 1 < end && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return end;
    }

    private static boolean isEnd(char last) {
        return last == '\n' || last == '\r';
    }

    /** Characters of all lines with their ends. */
    public int characters() {
        return end;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        lookAt(index / GROUP);
        int from = ofGroup[index % GROUP];
        int to = ofGroup[index % GROUP + 1];
        if (to - from > mostCharacters) {
            int half = mostCharacters / 2;
            return text.subSequence(from, from + half) + Marks.CUT + text.subSequence(to - half, to);
        }
        var line = text.subSequence(from, to);
        return withEnds ? line : Lines.withoutEnd(line);
    }

    private void lookAt(int wanted) {
        if (wanted != group) {
            ofGroup[0] = groups[wanted];
            for (int i = 0; i < Math.min(GROUP, size - wanted * GROUP); i++) {
                ofGroup[i + 1] = behindLine(ofGroup[i]);
            }
            group = wanted;
        }
    }
}
