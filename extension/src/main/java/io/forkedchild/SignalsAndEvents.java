package io.forkedchild;

import io.forkedchild.channel.Channel;
import io.forkedchild.channel.ReceivedMessage;
import io.forkedchild.process.Dossier;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.recording.Listeners;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.WideSignal;
import io.forkedchild.text.Check;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Event.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a child does, the signals to it, and its events as Node's {@code ChildProcess} emits them. Listeners run on one thread a test; one that comes late is
 * told what it has missed.
 */
public abstract sealed class SignalsAndEvents permits ForkedChild {

    private final ChildProcess process;
    private final Listeners listeners;

    SignalsAndEvents(ChildProcess process, Listeners listeners) {
        this.process = process;
        this.listeners = listeners;
    }

    abstract ForkedChild self();

    // ---- what it does

    /**
     * What it does at this moment: runs or waits, in which system call and for what; its processor time, signals, zombies and open
     * files; the threads of a JVM. Takes some 100 ms, and at most two seconds for all children of a test together. Of a child that
     * has ended it tells how.
     */
    public final Dossier dossier() {
        return process.dossiers().nowOrEnd();
    }

    // ---- signals

    /** Sends SIGTERM; see {@link #kill(Signal)}. */
    public final boolean kill() {
        return kill(Signal.SIGTERM);
    }

    /**
     * Sends a signal to the process, and to it only: a child of its own that a shell has started gets none.
     *
     * @return whether there still was a process to take it; false is no error
     */
    public final boolean kill(Signal signal) {
        return kill(Objects.requireNonNull(signal, "signal").number());
    }

    /** As {@link #kill(Signal)}, by name in any case: {@code "SIGINT"}. */
    public final boolean kill(String signal) {
        return kill(Signal.named(signal));
    }

    /**
     * As {@link #kill(Signal)}, by number: also a real-time signal, or 0, which only asks whether the process is there.
     *
     * @throws IllegalArgumentException if the number is not from 0 to 64
     */
    public final boolean kill(int signal) {
        Check.that(signal >= 0 && signal <= 64, "signal", "must be from 0 to 64", signal);
        if (signal > 0) {
            process.examined().lookedAtEnd();
        }
        return process.loop().call(() -> process.signals().send(signal));
    }

    /**
     * Sends a signal to it and to what it has started in its process group, as Ctrl-C in a terminal does: {@code npm}, shells and
     * watchers depend on that. The test JVM gets none, although a child that is not detached is in its group.
     *
     * @return whether there was a process to take it
     */
    public final boolean killGroup(Signal signal) {
        return kill(signal, Reach.Kind.GROUP);
    }

    /**
     * Sends a signal to it and to all {@linkplain ForkedChild#descendants() that it has started}, daemons included, also if it has ended
     * itself.
     *
     * @return whether there was a process to take it
     */
    public final boolean killTree(Signal signal) {
        return kill(signal, Reach.Kind.TREE);
    }

    /** As {@link #killGroup(Signal)}, by name in any case: {@code "SIGINT"}. */
    public final boolean killGroup(String signal) {
        return killGroup(Signal.named(signal));
    }

    /** As {@link #killTree(Signal)}, by name in any case: {@code "SIGINT"}. */
    public final boolean killTree(String signal) {
        return killTree(Signal.named(signal));
    }

    /**
     * Allows a detached child to live on after its test for at most so long, with what it has started; the end of the test JVM ends it
     * before. The test's ends of its descriptors are closed with the test. Without this, a detached child ends with its test as any other.
     *
     * @throws IllegalStateException if it is not {@code detached}
     */
    public final ForkedChild mayLive(Duration afterTest) {
        Check.that(!Check.given("afterTest", afterTest).isNegative(), "afterTest", "must not be negative", afterTest);
        if (!process.plan().detached()) {
            throw new IllegalStateException(process.name() + " ends with its test: mayLive() is for children that were"
                    + " launched with the option detached");
        }
        process.leftBehind().mayLive(afterTest);
        return self();
    }

    private boolean kill(Signal signal, Reach.Kind kind) {
        Objects.requireNonNull(signal, "signal");
        process.examined().lookedAtEnd();
        return WideSignal.send(process, signal.number(), kind);
    }

    /** Whether {@link #kill} has reached it with any signal; says nothing about its end. */
    public final boolean killed() {
        return process.signals().haveReachedIt();
    }

    // ---- events

    /** Calls the listener when the process runs; not after a failed launch. Returns this. */
    public final ForkedChild onSpawn(Runnable listener) {
        return on(Event.Spawned.class, event -> listener.run());
    }

    /** Calls the listener with each message, Node's internal ones left out; without a channel, as {@link ForkedChild#send}. */
    public final ForkedChild onMessage(Consumer<? super Message> listener) {
        process.examined().lookedAtMessages();
        return onMessage(false, channel()::messages, listener);
    }

    /** Calls the listener with each of Node's internal messages; without a channel, as {@link ForkedChild#send}. */
    public final ForkedChild onInternalMessage(Consumer<? super Message> listener) {
        return onMessage(true, channel()::internalMessages, listener);
    }

    /** The messages stand in the list in the order of their events. */
    private ForkedChild onMessage(
            boolean internal, Supplier<List<ReceivedMessage>> messages, Consumer<? super Message> listener) {
        var next = new AtomicInteger();
        Objects.requireNonNull(listener, "listener");
        return on(Event.MessageReceived.class, event -> {
            if (event.internal() == internal) {
                listener.accept(new Message(messages.get().get(next.getAndIncrement())));
            }
        });
    }

    /** Calls the listener when the process has ended; its pipes may still be open. Returns this. */
    public final ForkedChild onExit(Consumer<? super ExitStatus> listener) {
        process.examined().lookedAtEnd();
        return on(Event.Exited.class, event -> listener.accept(process.status().orElseThrow()));
    }

    /** Calls the listener when the process has ended, or never started, and its pipes are closed. Returns this. */
    public final ForkedChild onClose(Consumer<? super ExitStatus> listener) {
        process.examined().lookedAtEnd();
        return on(Event.Closed.class, event -> listener.accept(process.status().orElseThrow()));
    }

    /** Calls the listener when the channel is closed, by whichever side; without a channel, as {@link ForkedChild#send}. */
    public final ForkedChild onDisconnect(Runnable listener) {
        channel();
        return on(Event.Disconnected.class, event -> listener.run());
    }

    /** Calls the listener with each error that concerns this child, a failed launch included. Returns this. */
    public final ForkedChild onError(Consumer<? super Event> listener) {
        process.examined().lookedAtErrors();
        on(Event.SpawnFailed.class, listener);
        return on(Event.ErrorRaised.class, listener);
    }

    private <E extends Event> ForkedChild on(Class<E> kind, Consumer<? super E> listener) {
        Objects.requireNonNull(listener, "listener");
        listeners.add(process.name(), kind, listener);
        return self();
    }

    /** Completes at the exit, on a thread of the library, or on the caller's if the test is over. */
    public final CompletableFuture<ExitStatus> onExit() {
        var future = new CompletableFuture<ExitStatus>();
        onExit(future::complete);
        return future;
    }

    /** Completes at the close, on a thread of the library, or on the caller's if the test is over. */
    public final CompletableFuture<ExitStatus> onClose() {
        var future = new CompletableFuture<ExitStatus>();
        onClose(future::complete);
        return future;
    }

    /** Refuses a child without one. */
    final Channel channel() {
        return process.channel()
                .orElseThrow(() -> new IllegalStateException(process.name()
                        + " has no channel: only fork, 'ipc' in options.stdio, or options.messages gives it one"));
    }
}
