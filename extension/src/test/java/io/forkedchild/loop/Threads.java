package io.forkedchild.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Threads that begin at the same moment, for tests of what several do at once. */
public final class Threads {

    private static final long BOUND_SECONDS = 40;

    private Threads() {}

    /** What one of the threads does. */
    public interface Work {
        void run() throws Exception;
    }

    /** What one of several like threads does. */
    public interface NumberedWork {
        void run(int number) throws Exception;
    }

    /** Runs each work in its own thread, and throws what one of them threw, or that it is stuck and where. */
    public static void together(Work... works) throws Exception {
        var barrier = new CyclicBarrier(works.length);
        var results = new ArrayList<FutureTask<?>>();
        var threads = new ArrayList<Thread>();
        for (var work : works) {
            var result = new FutureTask<>(started(barrier, work));
            var thread = new Thread(result, "together-" + threads.size());
            thread.setDaemon(true);
            results.add(result);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < works.length; i++) {
            end(results.get(i), threads.get(i));
        }
    }

    /** Runs the same work in several threads, numbered from 0. */
    public static void together(int count, NumberedWork work) throws Exception {
        together(IntStream.range(0, count)
                .mapToObj(number -> (Work) () -> work.run(number))
                .toArray(Work[]::new));
    }

    private static Callable<Boolean> started(CyclicBarrier barrier, Work work) {
        return () -> {
            barrier.await();
            work.run();
            return true;
        };
    }

    private static void end(FutureTask<?> result, Thread thread) throws Exception {
        try {
            result.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new AssertionError(thread.getName() + " failed", failure.getCause());
        } catch (TimeoutException stuck) {
            throw new AssertionError(
                    thread.getName() + " is stuck at " + Arrays.toString(thread.getStackTrace()), stuck);
        }
    }

    /** The live threads of that name. */
    public static List<Thread> named(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
    }
}
