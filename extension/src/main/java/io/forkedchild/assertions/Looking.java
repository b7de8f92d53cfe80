package io.forkedchild.assertions;

import java.util.function.Supplier;

/** Looks at a child until that gives a final verdict, and keeps the last one. */
final class Looking {

    private final Supplier<Verdict> look;
    private Verdict last = Verdict.HOLDS_SO_FAR;

    Looking(Supplier<Verdict> look) {
        this.look = look;
    }

    boolean isDecided() {
        last = look.get();
        return last.isFinal();
    }

    Verdict last() {
        return last;
    }
}
