package io.forkedchild.ipc;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this thread has spent: of the processor's time and of memory, neither of which other threads change.
 *
 * @param nanoseconds of the processor
 * @param bytes taken from the heap
 */
public record Cost(long nanoseconds, long bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    public static Cost of(Runnable work) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long begin = THREADS.getCurrentThreadCpuTime();
        work.run();
        long end = THREADS.getCurrentThreadCpuTime();
        return new Cost(end - begin, THREADS.getCurrentThreadAllocatedBytes() - bytes);
    }

    /** Whether work of this price is no dearer than what a message of that length may be. */
    public boolean isFairFor(int messageBytes) {
        return nanoseconds < 250_000_000 + 10_000L * messageBytes && bytes < 100_000 + 400L * messageBytes;
    }
}
