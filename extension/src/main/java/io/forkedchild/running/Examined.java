package io.forkedchild.running;

import io.forkedchild.evidence.Unexamined;
import java.util.function.Supplier;

/** What of a child somebody has asked for, for {@link Unexamined}. Any thread may pay it. */
public final class Examined {

    /** How much of what the thread asks for at present does not count. */
    private static final ThreadLocal<Aside> ASIDE = ThreadLocal.withInitial(() -> Aside.NOTHING);

    private enum Aside {
        NOTHING,
        ENDS,
        EVERYTHING
    }

    private volatile boolean end;
    private volatile boolean messages;
    private volatile boolean stderr;

    /** Somebody asks how it ended. */
    public void payToEnd() {
        if (ASIDE.get() == Aside.NOTHING) {
            end = true;
        }
    }

    /** Somebody asks for its messages. */
    public void payToMessages() {
        if (ASIDE.get() != Aside.EVERYTHING) {
            messages = true;
        }
    }

    /** Somebody asks for what it wrote to a descriptor. */
    public void payToStream(int descriptor) {
        if (descriptor == 2 && ASIDE.get() != Aside.EVERYTHING) {
            stderr = true;
        }
    }

    public boolean isPaidToEnd() {
        return end;
    }

    public boolean isPaidToMessages() {
        return messages;
    }

    public boolean isPaidToStderr() {
        return stderr;
    }

    /** For who asks for other things, and has to know whether it ended. */
    public static <T> T exceptToEnds(Supplier<T> look) {
        return without(Aside.ENDS, look);
    }

    /** For who shows a child as a whole. */
    public static <T> T toNothing(Supplier<T> look) {
        return without(Aside.EVERYTHING, look);
    }

    private static <T> T without(Aside more, Supplier<T> look) {
        var before = ASIDE.get();
        ASIDE.set(before.compareTo(more) > 0 ? before : more);
        try {
            return look.get();
        } finally {
            ASIDE.set(before);
        }
    }
}
