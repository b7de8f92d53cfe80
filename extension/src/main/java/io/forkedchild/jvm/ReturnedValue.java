package io.forkedchild.jvm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value that a lambda in another JVM has returned. The test JVM reads only what {@link ReturnedClasses} admits, and not
 * longer than it is patient, because a child under test may send anything.
 */
public final class ReturnedValue {

    private static final long STACK_BYTES = 64 << 20;

    private ReturnedValue() {}

    /**
     * The value.
     *
     * @param serialized what the child has sent
     * @param declared what the test has asked for
     * @param within other classes that may be in it
     * @throws IOException if it is not readable, holds a class that the test has not asked for, or takes too long
     */
    public static @Nullable Object read(byte[] serialized, Duration atMost, Class<?> declared, Class<?>... within)
            throws IOException, ClassNotFoundException {
        var admitted = new ReturnedClasses(declared, within);
        var reading = new FutureTask<@Nullable Object>(() -> read(serialized, admitted));
        var thread = new Thread(null, reading, "forkedchild-returned-value", STACK_BYTES);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        return await(reading, atMost);
    }

    private static @Nullable Object read(byte[] serialized, ReturnedClasses admitted)
            throws IOException, ClassNotFoundException {
        try (var in = new Bounded(new ByteArrayInputStream(serialized))) {
            in.setObjectInputFilter(admitted);
            return in.readObject();
        } catch (IOException | RuntimeException failure) {
            if (admitted.refusal().isPresent()) {
                throw new IOException(admitted.refusal().get(), failure);
            }
            throw failure;
        }
    }

    private static @Nullable Object await(FutureTask<@Nullable Object> reading, Duration atMost)
            throws IOException, ClassNotFoundException {
        try {
            return reading.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IOException("reading it takes longer than the patience of " + atMost.toMillis() + " ms", late);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading it", interrupt);
        } catch (ExecutionException failure) {
            throw cause(failure.getCause());
        }
    }

    private static IOException cause(@Nullable Throwable thrown) throws ClassNotFoundException {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof ClassNotFoundException missing) {
            throw missing;
        }
        return thrown instanceof IOException failure ? failure : new IOException(thrown);
    }

    /** Refuses values whose hash codes would take too long, before anything hashes them. */
    private static final class Bounded extends ObjectInputStream {

        private final HashCost cost = new HashCost();

        Bounded(InputStream in) throws IOException {
            super(in);
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object read) throws IOException {
            if (cost.isTooMuchFor(read)) {
                throw new InvalidObjectException(
                        "sets or lists are in each other so often that their hash codes would take millions of steps");
            }
            return read;
        }
    }
}
