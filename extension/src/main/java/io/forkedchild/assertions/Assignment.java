package io.forkedchild.assertions;

import io.forkedchild.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every expectation a message of its own, and so that as many as possible have one: where two fit the same message, one
 * that also fits another message makes room.
 */
final class Assignment {

    private static final int NONE = -1;

    private final List<MessageMatcher> expected;
    private final int[] messageOf;
    private final Map<Integer, BitSet> fits = new HashMap<>();
    private final List<Integer> leftOver = new ArrayList<>();
    private int added;
    private int assigned;

    Assignment(List<MessageMatcher> expected) {
        this.expected = List.copyOf(expected);
        this.messageOf = expected.stream().mapToInt(any -> NONE).toArray();
    }

    /** The messages that have not been added before. One that finds no place then will not find one later. */
    void add(List<Message> messages) {
        for (; added < messages.size(); added++) {
            fits.put(added, fits(messages.get(added)));
            if (place(added, new BitSet())) {
                assigned++;
            } else {
                fits.remove(added);
                leftOver.add(added);
            }
        }
    }

    private BitSet fits(Message message) {
        var fitting = new BitSet();
        for (int i = 0; i < expected.size(); i++) {
            fitting.set(i, expected.get(i).matches(message));
        }
        return fitting;
    }

    /** At a free place; else along an augmenting path: whoever has the place may move on to another one that it fits. */
    private boolean place(int message, BitSet tried) {
        var fitting = fits.getOrDefault(message, new BitSet());
        for (int i = fitting.nextSetBit(0); i >= 0; i = fitting.nextSetBit(i + 1)) {
            if (messageOf[i] == NONE) {
                messageOf[i] = message;
                return true;
            }
        }
        for (int i = fitting.nextSetBit(0); i >= 0; i = fitting.nextSetBit(i + 1)) {
            if (!tried.get(i)) {
                tried.set(i);
                if (place(messageOf[i], tried)) {
                    messageOf[i] = message;
                    return true;
                }
            }
        }
        return false;
    }

    boolean isComplete() {
        return assigned == expected.size();
    }

    /** The expectations without a message. */
    List<MessageMatcher> missing() {
        var missing = new ArrayList<MessageMatcher>();
        for (int i = 0; i < messageOf.length; i++) {
            if (messageOf[i] == NONE) {
                missing.add(expected.get(i));
            }
        }
        return missing;
    }

    /** The messages without an expectation, by their index. */
    List<Integer> leftOver() {
        return List.copyOf(leftOver);
    }
}
