package io.forkedchild.process;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a child has used of the machine, with those of its descendants that have ended and that were waited for.
 *
 * @param user processor time in user mode
 * @param system processor time in the kernel
 * @param peakMemoryBytes largest resident memory so far. Known while the child runs; after its exit the kernel's figure
 *     includes the test JVM that it was spawned from, so it is given only where it is larger than that
 */
public record Usage(Duration user, Duration system, OptionalLong peakMemoryBytes) {

    /** Processor time in user mode and in the kernel. */
    public Duration cpu() {
        return user.plus(system);
    }
}
