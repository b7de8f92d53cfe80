package io.forkedchild.running;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Records which facts about a child the test has looked at; strict mode reports the others. Any thread may use it. */
public final class Examined {

    /** What the thread looks at without that being recorded. */
    private static final ThreadLocal<Aside> ASIDE = ThreadLocal.withInitial(() -> Aside.NOTHING);

    private enum Aside {
        NOTHING,
        ENDS,
        EVERYTHING
    }

    private volatile boolean end;
    private volatile boolean messages;
    private volatile boolean stderr;
    private volatile boolean errors;
    private final Set<String> codes = ConcurrentHashMap.newKeySet();

    /** The test has looked how the child ended. */
    public void lookedAtEnd() {
        if (ASIDE.get() == Aside.NOTHING) {
            end = true;
        }
    }

    /** The test has looked at the child's messages. */
    public void lookedAtMessages() {
        if (ASIDE.get() != Aside.EVERYTHING) {
            messages = true;
        }
    }

    /** The test has looked at what the child wrote to a descriptor; only that of stderr is recorded. */
    public void lookedAtStream(int descriptor) {
        if (descriptor == 2 && ASIDE.get() != Aside.EVERYTHING) {
            stderr = true;
        }
    }

    /** The test has looked at all errors that concern the child, or listens for them. */
    public void lookedAtErrors() {
        if (ASIDE.get() != Aside.EVERYTHING) {
            errors = true;
        }
    }

    /** The test has asked whether there is an error with this code. */
    public void lookedAtErrors(String code) {
        if (ASIDE.get() != Aside.EVERYTHING) {
            codes.add(code);
        }
    }

    /** The test has looked at all that the child did. */
    public void lookedAtEverything() {
        lookedAtEnd();
        lookedAtMessages();
        lookedAtStream(2);
        lookedAtErrors();
    }

    public boolean hasEnd() {
        return end;
    }

    public boolean hasMessages() {
        return messages;
    }

    public boolean hasStderr() {
        return stderr;
    }

    public boolean hasErrors() {
        return errors;
    }

    /** The codes of the errors that the test has looked at one by one. */
    public Set<String> codes() {
        return Set.copyOf(codes);
    }

    /** Looks without recording looks at ends: a caller that is about other things may have to know whether a child ended. */
    public static <T> T withoutEnds(Supplier<T> look) {
        return without(Aside.ENDS, look);
    }

    /** Looks without recording anything: the caller shows a child as a whole. */
    public static <T> T unnoticed(Supplier<T> look) {
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
