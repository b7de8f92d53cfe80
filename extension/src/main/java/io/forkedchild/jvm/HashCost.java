package io.forkedchild.jvm;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How many steps the hash code of a collection takes. It asks each element each time, so that sixty sets, each twice in the next,
 * take more steps than a machine makes in a year. Objects come in the order in which they are complete: elements first.
 */
final class HashCost {

    private static final long ALWAYS_ALLOWED = 1_000_000;

    /** Each object is hashed a few times: by itself, and as an element of an element. */
    private static final int ALLOWED_PER_OBJECT = 20;

    private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();
    private long objects;

    /** Whether hash codes take far more steps than there are objects. */
    boolean isTooMuchFor(Object complete) {
        objects++;
        return of(complete) > most();
    }

    private long most() {
        return Math.max(ALWAYS_ALLOWED, ALLOWED_PER_OBJECT * objects);
    }

    private long of(Object complete) {
        long steps = steps(complete);
        if (steps > 1) {
            known.put(complete, steps);
        }
        return steps;
    }

    private long steps(Object complete) {
        if (complete.getClass().getPackageName().startsWith("java.")) {
            if (complete instanceof Collection<?> elements) {
                return sum(elements);
            }
            if (complete instanceof Map<?, ?> map) {
                return sum(map.keySet()) + sum(map.values());
            }
        }
        return 1;
    }

    private long sum(Collection<?> elements) {
        long sum = 1;
        for (var element : elements) {
            sum += known.getOrDefault(element, 1L);
            if (sum > most()) {
                return sum;
            }
        }
        return sum;
    }
}
