package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has failed a test, with its causes and what is suppressed by them. */
final class Failure {

    /** More than anybody reads; the elements of a failure may be many. */
    private static final int MOST_LOOKED_AT = 500;

    /** JUnit treats the assumptions of JUnit 4 as aborts, too. */
    private static final Set<String> ABORTS =
            Set.of("org.opentest4j.TestAbortedException", "org.junit.internal.AssumptionViolatedException");

    private final Throwable thrown;
    private final List<Throwable> all;

    private Failure(Throwable thrown) {
        this.thrown = thrown;
        this.all = reachable(thrown);
    }

    static Failure of(Throwable thrown) {
        return new Failure(thrown);
    }

    private static List<Throwable> reachable(Throwable first) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var found = new ArrayList<Throwable>();
        var left = new ArrayDeque<>(List.of(first));
        while (!left.isEmpty() && found.size() < MOST_LOOKED_AT) {
            var next = left.remove();
            if (seen.add(next)) {
                found.add(next);
                causeOf(next).ifPresent(left::add);
                left.addAll(List.of(next.getSuppressed()));
            }
        }
        return found;
    }

    private static Optional<Throwable> causeOf(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getCause());
        } catch (RuntimeException | Error ownCode) {
            return Optional.empty();
        }
    }

    /** Whether it is no failure, but an assumption that does not hold. */
    boolean isAbort() {
        return Stream.<@Nullable Class<?>>iterate(thrown.getClass(), Objects::nonNull, Failure::superclass)
                .anyMatch(type -> type != null && ABORTS.contains(type.getName()));
    }

    private static @Nullable Class<?> superclass(@Nullable Class<?> type) {
        return type == null ? null : type.getSuperclass();
    }

    /** Whether something has taken too long, so that the test may have waited for any child that runs. */
    boolean isOverdue() {
        return all.stream()
                .anyMatch(each -> each instanceof InterruptedException
                        || each.getClass().getSimpleName().contains("Timeout"));
    }

    /** Whether the evidence of a child stands in a message already. */
    boolean tells(ForkedChild child) {
        return all.stream()
                .filter(each -> !(each instanceof ChildrenAtFailure))
                .anyMatch(each -> child.inspection().isToldIn(messageOf(each)));
    }

    /** As {@link #tells}, with what stands in the evidence of children that was added. */
    boolean shows(ForkedChild child) {
        return all.stream().anyMatch(each -> child.inspection().isToldIn(messageOf(each)));
    }

    private static String messageOf(Throwable thrown) {
        try {
            return String.valueOf(thrown.getMessage());
        } catch (RuntimeException | Error ownCode) {
            return "";
        }
    }

    /** The evidence that was added to it, for whatever test. */
    Optional<ChildrenAtFailure> children() {
        return all.stream()
                .filter(ChildrenAtFailure.class::isInstance)
                .map(ChildrenAtFailure.class::cast)
                .findFirst();
    }

    /**
     * Adds the evidence to it, or to the first of its causes that takes what is suppressed.
     *
     * @return whether one of them took it
     */
    boolean add(ChildrenAtFailure children) {
        Optional<Throwable> next = Optional.of(thrown);
        for (int i = 0; next.isPresent() && i < MOST_LOOKED_AT; i++) {
            next.get().addSuppressed(children);
            if (List.of(next.get().getSuppressed()).contains(children)) {
                return true;
            }
            next = causeOf(next.get());
        }
        return false;
    }
}
