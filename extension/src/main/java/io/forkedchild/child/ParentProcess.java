package io.forkedchild.child;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The process that has launched this JVM, at the other end of the channel: a test, or any program that speaks as Node's
 * {@code child_process} does. All methods may be called by any thread.
 *
 * <p>As in Node, who listens for messages keeps this JVM running until the channel is closed, and messages that nobody has
 * taken yet wait. Nothing is read before {@link #onMessage}, {@link #receive} or {@link #connected} is called for the first
 * time. Handles that the parent sends are refused when they are read.
 */
public final class ParentProcess {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static @Nullable ParentProcess current;

    private final ChannelEnd end;
    private final Wire wire;
    private final Incoming incoming;
    private final List<Consumer<? super ParentMessage>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Thread delivery;

    private ParentProcess(InheritedChannel channel) {
        end = ChannelEnd.open(channel.descriptor());
        wire = new Wire(channel.codec());
        incoming = new Incoming(end, wire);
    }

    /**
     * The parent of this JVM.
     *
     * @throws IllegalStateException if this JVM was launched without a channel
     */
    public static synchronized ParentProcess current() {
        if (current == null) {
            var channel = InheritedChannel.find();
            if (channel.isEmpty()) {
                throw new IllegalStateException("this JVM has no channel to a parent: it was launched neither by fork,"
                        + " nor with 'ipc' in options.stdio");
            }
            current = new ParentProcess(channel.get());
            System.clearProperty(InheritedChannel.PROPERTY);
            System.clearProperty(InheritedChannel.MODE_PROPERTY);
        }
        return current;
    }

    /** Whether this JVM was launched with a channel; Node's question for {@code process.send}. */
    public static synchronized boolean isThere() {
        return current != null || InheritedChannel.find().isPresent();
    }

    /**
     * Sends a message: {@code null}, numbers, text, bytes, dates, collections, and anything that Jackson writes. Returns when
     * the kernel has it; false if the channel is closed. Null, booleans, numbers, text, and lists and maps of them do
     * without Jackson.
     *
     * @throws IllegalArgumentException if the value cannot be sent; the text names the place inside the value
     */
    public boolean send(@Nullable Object message) {
        return end.write(wire.framed(message));
    }

    /**
     * Calls the listener with each message, on a thread that all listeners share and that keeps this JVM running until the
     * channel is closed. If a listener throws, this JVM exits with 1, as Node does.
     */
    public synchronized ParentProcess onMessage(Consumer<? super ParentMessage> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        if (delivery == null) {
            delivery = new Thread(new Delivery(), Outcome.LISTENER);
            delivery.setDaemon(false);
            delivery.start();
        }
        return this;
    }

    /** No lambda: the first one of a JVM takes it longer than all the rest here. */
    private final class Delivery implements Runnable {

        @Override
        public void run() {
            try {
                for (var next = take(); next.isPresent(); next = take()) {
                    for (var listener : listeners) {
                        listener.accept(next.get());
                    }
                }
            } catch (Throwable thrown) {
                new Outcome(ParentProcess.this).threw(thrown);
                handOver(thrown);
            }
        }

        /** Hands a failure over to the handler for what nobody has caught; whatever that does, the JVM ends. */
        private static void handOver(Throwable thrown) {
            try {
                var thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
            } finally {
                System.exit(1);
            }
        }

        private Optional<ParentMessage> take() throws InterruptedException {
            return incoming.next(Long.MAX_VALUE);
        }
    }

    /**
     * Takes the next message, waiting for it; empty if the time is over, or if the channel is closed and nothing waits.
     *
     * @throws IllegalStateException if a listener gets the messages
     */
    public Optional<ParentMessage> receive(Duration atMost) throws InterruptedException {
        if (!listeners.isEmpty()) {
            throw new IllegalStateException("receive: messages go to the listener of onMessage");
        }
        return incoming.next((atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST).toNanos());
    }

    /** Closes the channel, if it is open. The parent reads what was sent before; listeners get what has come before. */
    public void disconnect() {
        end.close();
    }

    /** Whether the channel is open, as far as it has been read; from the first question on, a thread reads it. */
    public boolean connected() {
        incoming.start();
        return end.isOpen();
    }

    /** The process id of the parent; once it has ended, of the process that has taken over this one. */
    public long pid() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    /** The message with what a fork has this JVM run; empty if the parent has gone before it said so. */
    Optional<Map<?, ?>> work() {
        if (!end.hasBytes()) { // it may take a while
            warmUp();
        }
        return incoming.work();
    }

    /** What fails in it fails again, and is told, if it is needed. */
    private void warmUp() {
        try {
            ClassWarmUp.ofWork(wire, this);
        } catch (Throwable noMatter) {
            // it was to no effect
        }
    }

    /** Sends one of the messages of the library's own. */
    void tell(Map<String, @Nullable Object> members) {
        end.write(wire.framed(members));
    }
}
