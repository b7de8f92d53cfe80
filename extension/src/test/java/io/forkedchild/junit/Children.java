package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.timeline.TimelineMark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** The children that a nested run has launched, and whether they are there. */
final class Children {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private final List<ForkedChild> children = new CopyOnWriteArrayList<>();

    /** Remembers a child, which must be alive. */
    ForkedChild add(ForkedChild child) {
        requireAlive(child);
        children.add(child);
        return child;
    }

    List<ForkedChild> all() {
        return List.copyOf(children);
    }

    void clear() {
        children.clear();
    }

    void requireAllAlive() {
        children.forEach(Children::requireAlive);
    }

    void requireAllGone() {
        assertThat(children).isNotEmpty().allSatisfy(Children::requireGone);
    }

    /** Requires that so many were launched, and none is left. */
    void requireAllGone(int count) {
        assertThat(children).hasSize(count);
        requireAllGone();
    }

    static void requireAlive(ForkedChild child) {
        assertThat(child.exitStatus()).isEmpty();
        assertThat(Path.of("/proc", Long.toString(child.pid()))).exists();
    }

    /** Gone and reaped. */
    static void requireGone(ForkedChild child) {
        assertThat(child.exitStatus()).isPresent();
        assertThat(child.isClosed()).isTrue();
        assertThat(Files.exists(Path.of("/proc", Long.toString(child.pid())))).isFalse();
    }

    /** The complete output of a child that ends by itself. */
    static String output(ForkedChild child) {
        return until(child, child::isClosed).stdout().text();
    }

    static ForkedChild until(ForkedChild child, BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        for (var growth = child.inspection().mark();
                !condition.getAsBoolean();
                growth = child.inspection().mark()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + BOUND + "\n" + child.evidence());
            }
            await(child, growth);
        }
        return child;
    }

    private static void await(ForkedChild child, TimelineMark growth) {
        try {
            growth.await(BOUND);
        } catch (InterruptedException interrupt) {
            throw new AssertionError("interrupted\n" + child.evidence(), interrupt);
        }
    }
}
