package io.forkedchild.ipc.v8;

import io.forkedchild.ipc.json.JsonPath;
import java.util.ArrayDeque;
import java.util.Deque;

/** The place inside a value, as {@code $.job.items[3]}. */
final class V8Path {

    private static final int SHOWN_STEPS = 20;
    private static final int SHOWN_NAME = 100;

    private final Deque<Object> steps = new ArrayDeque<>();

    /** Goes to a property. */
    void enter(String name) {
        steps.addLast(name);
    }

    /** Goes to an element. */
    void enter(long index) {
        steps.addLast(index);
    }

    /** Goes to one of the parts that an object has many of, as the keys of a {@code Map}. */
    void enter(String part, long index) {
        steps.addLast(new Part(part, index));
    }

    void leave() {
        steps.removeLast();
    }

    int depth() {
        return steps.size();
    }

    /** The error of a message whose value at this place cannot be sent. */
    IllegalArgumentException refusal(String what) {
        return new IllegalArgumentException("message cannot be sent: " + this + " " + what);
    }

    /** This place; the middle of a long one is left out. */
    @Override
    public String toString() {
        var shown = new StringBuilder("$");
        int index = 0;
        for (var step : steps) {
            if (index < SHOWN_STEPS || index >= steps.size() - SHOWN_STEPS) {
                append(shown, step);
            } else if (index == SHOWN_STEPS) {
                shown.append("…");
            }
            index++;
        }
        return shown.toString();
    }

    /** A step as it is written behind the one before it. */
    static void append(StringBuilder path, Object step) {
        if (step instanceof String name) {
            var shown = JsonPath.property(name);
            path.append(shown.length() > SHOWN_NAME ? shown.substring(0, SHOWN_NAME) + "…" : shown);
        } else if (step instanceof Part part) {
            path.append('.').append(part.name).append('[').append(part.index).append(']');
        } else {
            path.append('[').append(step).append(']');
        }
    }

    private record Part(String name, long index) {}
}
