package io.forkedchild.evidence;

/**
 * A line of output, or a stretch that was not read.
 *
 * @param text the line as it was written
 * @param kind what it says about the end of the program
 * @param frames how many stack frames it stands for; the second line of a frame counts nothing
 * @param repeats how many equal lines follow, which are left out
 * @param unread bytes of a stretch that was not read
 */
record OutputLine(String text, Kind kind, int frames, int repeats, long unread) {

    /** The kinds of lines, from those that say nothing to those that say most. */
    enum Kind {
        /** Part of a stack. */
        FRAME,
        PLAIN,
        /** It may be about a failure: {@code failed}, {@code cannot}. */
        HINT,
        /** An error of a log, of a shell, of the operating system. */
        REASON,
        /** An exception, a panic, an abort. */
        EXCEPTION,
        /** What Java and Node name as the cause of another exception. */
        CAUSE
    }

    static OutputLine of(String text, Kind kind) {
        return new OutputLine(text, kind, 0, 0, 0);
    }

    static OutputLine frame(String text, int frames) {
        return new OutputLine(text, Kind.FRAME, frames, 0, 0);
    }

    static OutputLine unread(long bytes) {
        return new OutputLine("", Kind.PLAIN, 0, 0, bytes);
    }

    OutputLine repeated(int times) {
        return new OutputLine(text, kind, frames, times, unread);
    }

    boolean isFrame() {
        return kind == Kind.FRAME;
    }

    boolean isBlank() {
        return text.isBlank() && unread == 0;
    }

    /** How many lines show it. */
    int height() {
        return repeats == 0 ? 1 : 2;
    }
}
