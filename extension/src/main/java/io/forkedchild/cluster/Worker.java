package io.forkedchild.cluster;

import io.forkedchild.ForkedChild;
import io.forkedchild.Handle;
import io.forkedchild.Message;
import io.forkedchild.process.SendResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a primary knows of a worker, and the conversation with it. On the loop's thread, unless it says otherwise. */
final class Worker {

    private static final String CLUSTER = "NODE_CLUSTER";

    private final ForkedChild child;
    private final AtomicInteger nextSeq;
    private final Map<Integer, Consumer<Boolean>> offers = new LinkedHashMap<>();
    private final List<Map<?, ?>> unhandled = new ArrayList<>();
    private volatile boolean exitedAfterDisconnect;
    private boolean gone;
    private int messagesRead;
    private long lastConnection = -1;

    Worker(ForkedChild child, AtomicInteger nextSeq) {
        this.child = child;
        this.nextSeq = nextSeq;
    }

    /** Any thread. */
    ForkedChild child() {
        return child;
    }

    /** Any thread. */
    boolean exitedAfterDisconnect() {
        return exitedAfterDisconnect;
    }

    void leaves() {
        exitedAfterDisconnect = true;
    }

    // ---- from the worker

    /** Takes note of what has come from it. A worker that is gone has sent all. */
    void read() {
        gone = !child.connected()
                || child.inspection().withoutExamining(() -> child.exitStatus().isPresent());
        var messages = child.internalMessages();
        messages.subList(messagesRead, messages.size()).forEach(this::note);
        messagesRead = messages.size();
    }

    private void note(Message message) {
        if (message.value() instanceof Map<?, ?> members && CLUSTER.equals(members.get("cmd"))) {
            unhandled.add(members);
        }
    }

    /** What was read and not handed out yet. */
    List<Map<?, ?>> unhandled() {
        var messages = List.copyOf(unhandled);
        unhandled.clear();
        return messages;
    }

    /** Whether it has ended, or its channel has. */
    boolean isGone() {
        return gone;
    }

    /** Whether this is the answer to an offer. */
    boolean hasAnswered(Map<?, ?> message) {
        var answer = message.get("ack") instanceof Number seq ? offers.remove(seq.intValue()) : null;
        if (answer != null) {
            answer.accept(Boolean.TRUE.equals(message.get("accepted")));
        }
        return answer != null;
    }

    /** It will not answer any more: what it was offered, it has not accepted. */
    void giveUp() {
        var unanswered = List.copyOf(offers.values());
        offers.clear();
        unanswered.forEach(answer -> answer.accept(false));
    }

    // ---- to the worker

    void send(Map<String, ? extends @Nullable Object> members) {
        if (child.connected()) {
            child.send(numbered(members, nextSeq.getAndIncrement()));
        }
    }

    void send(Map<String, ? extends @Nullable Object> members, Handle handle) {
        if (child.connected()) {
            child.send(numbered(members, nextSeq.getAndIncrement()), handle);
        }
    }

    /**
     * Offers a connection.
     *
     * @param answer told, later, whether it has accepted it
     * @return whether the offer has gone out
     */
    boolean offer(String key, Handle connection, Consumer<Boolean> answer) {
        if (!child.connected()) {
            return false;
        }
        int seq = nextSeq.getAndIncrement();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("act", "newconn");
        members.put("key", key);
        if (child.send(numbered(members, seq), connection) == SendResult.REFUSED) {
            return false;
        }
        offers.put(seq, answer);
        lastConnection = seq;
        return true;
    }

    /** Grows from one connection of any worker to the next. */
    long lastConnection() {
        return lastConnection;
    }

    private static Map<String, @Nullable Object> numbered(Map<String, ? extends @Nullable Object> members, int seq) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("cmd", CLUSTER);
        message.putAll(members);
        message.put("seq", seq);
        return message;
    }
}
