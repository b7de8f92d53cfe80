package io.forkedchild.ipc.v8;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What is spent on writing a value out in full: it must not hold itself, and objects that are referred to again and again
 * must not make more of a message than memory holds.
 */
final class V8Budget {

    private static final long LARGEST = 10_000_000;

    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final V8Path path = new V8Path();
    private long spent;

    V8Path path() {
        return path;
    }

    /** Begins an object. */
    void open(Object object) {
        if (!open.add(object)) {
            throw new IllegalArgumentException("message holds itself, as no tree can: " + path);
        }
        spend(1);
    }

    /** Ends the object that was begun last. */
    void close(Object object) {
        open.remove(object);
    }

    /** Takes some more values or bytes. */
    void spend(long values) {
        spent += values;
        if (spent > LARGEST) {
            throw new IllegalArgumentException(
                    "message has more than " + LARGEST + " values when all that it refers to is written out: " + path);
        }
    }
}
