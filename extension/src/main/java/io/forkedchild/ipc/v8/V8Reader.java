package io.forkedchild.ipc.v8;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Undefined;
import io.forkedchild.text.Count;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of one message. It keeps what is not complete in a list of its own, so no depth of a message overflows
 * the stack, and believes no length that the bytes do not back.
 */
final class V8Reader {

    /** Node's own stack ends before: at some 3700 arrays or objects in each other. */
    static final int MAX_DEPTH = 4000;

    static final int OLDEST_VERSION = 13;
    static final int NEWEST_VERSION = 16;

    private final V8Input input;
    private final V8Leaves leaves;
    private final int headerBytes;
    private final @Nullable V8Member member;
    private final Set<Integer> oddArrays;
    private final Set<Integer> newlyOdd = new HashSet<>();
    private final Deque<V8Container> open = new ArrayDeque<>();
    /** What can be referred to; a container in the place of what is not complete. */
    private final List<Object> objects = new ArrayList<>();

    private V8Reader(byte[] message, Set<Integer> oddArrays, boolean lenient, @Nullable V8Member member) {
        this.oddArrays = oddArrays;
        this.member = member;
        input = new V8Input(message);
        int version = version();
        headerBytes = input.position();
        leaves = new V8Leaves(input, version > OLDEST_VERSION || lenient);
    }

    /**
     * The value.
     *
     * @throws V8Defect if the bytes are none
     */
    static @Nullable Object read(byte[] message) {
        try {
            return read(message, false);
        } catch (V8Defect defect) {
            return readAgain(message, defect);
        }
    }

    /** Some V8s wrote version 13 with what came with 14, so V8 tries both. */
    private static @Nullable Object readAgain(byte[] message, V8Defect defect) {
        if (message.length < 2 || message[0] != V8Tag.VERSION || message[1] != OLDEST_VERSION) {
            throw defect;
        }
        try {
            return read(message, true);
        } catch (V8Defect again) {
            defect.addSuppressed(again);
            throw defect;
        }
    }

    /** That an array is no list shows at its end, when it may have been referred to: then all is read once more. */
    private static @Nullable Object read(byte[] message, boolean lenient) {
        var first = new V8Reader(message, Set.of(), lenient, null);
        var value = first.value();
        return first.newlyOdd.isEmpty() ? value : new V8Reader(message, first.newlyOdd, lenient, null).value();
    }

    /**
     * A member of the object that the message is, as a message of its own. As nothing is built to be written again, it may
     * be as deep as a message that can be read.
     *
     * @return empty if there is none, or if it refers to an object outside
     * @throws V8Defect if the bytes are no value
     */
    static Optional<byte[]> member(byte[] message, String name) {
        var member = new V8Member(name);
        var reader = new V8Reader(message, Set.of(), false, member);
        reader.value();
        return member.message(message, reader.headerBytes);
    }

    /** Whether the value is an object in JavaScript. */
    static boolean isObject(Object value) {
        return !(value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Undefined);
    }

    private int version() {
        if (input.remaining() == 0) {
            throw input.defect("an empty message");
        }
        byte first = input.raw();
        if (first != V8Tag.VERSION) {
            throw new V8Defect(0, "a version (0xff) should be here, not " + V8Tag.shown(first));
        }
        long told = input.uint32();
        if (told < OLDEST_VERSION || told > NEWEST_VERSION) {
            throw new V8Defect(
                    1, "version " + told + ", but " + OLDEST_VERSION + " to " + NEWEST_VERSION + " can be read");
        }
        return (int) told;
    }

    private @Nullable Object value() {
        while (true) {
            var top = open.peek();
            Object value;
            if (top != null && top.isAtEnd(input)) {
                value = completed(open.pop());
            } else {
                int start = input.position();
                begins(top, start);
                byte tag = input.tag();
                if (tag == V8Tag.VERIFY_COUNT) {
                    input.uint32();
                    continue;
                }
                if (opens(tag, start)) {
                    continue;
                }
                value = viewed(simple(tag, start));
            }
            var outer = open.peek();
            if (outer == null) {
                return value;
            }
            outer.add(value, input);
            ends();
        }
    }

    private void begins(@Nullable V8Container top, int start) {
        if (member != null
                && open.size() == 1
                && top instanceof V8Container.OfObject object
                && object.awaits(member.name())) {
            member.begins(start, objects.size());
        }
    }

    private void ends() {
        if (member != null && open.size() == 1) {
            member.ends(input.position());
        }
    }

    private Object completed(V8Container container) {
        var value = container.complete();
        objects.set(container.id(), value);
        if (container instanceof V8Array array && array.isOdd()) {
            newlyOdd.add(array.start);
        }
        return value;
    }

    private boolean opens(byte tag, int start) {
        var container = container(tag, start);
        if (container == null) {
            return false;
        }
        if (open.size() == MAX_DEPTH) {
            throw new V8Defect(start, "more than " + MAX_DEPTH + " objects in each other");
        }
        container.id(objects.size());
        objects.add(container);
        open.push(container);
        return true;
    }

    private @Nullable V8Container container(byte tag, int start) {
        return switch (tag) {
            case V8Tag.OBJECT -> new V8Container.OfObject(start);
            case V8Tag.DENSE_ARRAY -> denseArray(start);
            case V8Tag.SPARSE_ARRAY -> new V8Array(start, false, input.uint32(), oddArrays.contains(start));
            case V8Tag.MAP -> new V8Container.OfMap(start);
            case V8Tag.SET -> new V8Container.OfSet(start);
            case V8Tag.ERROR -> new V8Error(start);
            case V8Tag.HOST_OBJECT -> hostObject(start);
            default -> null;
        };
    }

    private V8Container denseArray(int start) {
        long length = input.uint32();
        if (length > input.remaining()) {
            throw new V8Defect(start, length + " elements announced, " + Count.bytes(input.remaining()) + " there");
        }
        return new V8Array(start, true, length, oddArrays.contains(start));
    }

    private @Nullable V8Container hostObject(int start) {
        int kind = input.position();
        long what = input.uint32();
        if (what == 1) {
            return new V8Container.OfHost(start);
        }
        if (what != 0) {
            throw new V8Defect(kind, "a host object is 0 or 1, not " + what);
        }
        return null;
    }

    private @Nullable Object simple(byte tag, int start) {
        return switch (tag) {
            case V8Tag.NULL -> null;
            case V8Tag.UNDEFINED -> Undefined.UNDEFINED;
            case V8Tag.TRUE -> true;
            case V8Tag.FALSE -> false;
            case V8Tag.INT32 -> input.int32();
            case V8Tag.UINT32 -> uint32();
            case V8Tag.DOUBLE -> input.float64();
            case V8Tag.BIG_INT -> input.bigInt();
            case V8Tag.ONE_BYTE_STRING, V8Tag.TWO_BYTE_STRING, V8Tag.UTF8_STRING -> input.string(tag);
            case V8Tag.REFERENCE -> referred(start);
            default -> known(leaves.read(tag, start));
        };
    }

    private Number uint32() {
        long value = input.uint32();
        if (value <= Integer.MAX_VALUE) {
            return (int) value;
        }
        return (double) value;
    }

    private Object referred(int start) {
        int from = input.position();
        long id = input.uint32();
        if (member != null) {
            member.refers(from, input.position(), id);
        }
        if (id >= objects.size()) {
            throw new V8Defect(start, "a reference to object " + id + " of " + objects.size());
        }
        var object = objects.get((int) id);
        var known = object instanceof V8Container container ? container.known() : object;
        if (known == null) {
            throw new V8Defect(start, "a reference to object " + id + ", which is not complete");
        }
        return known;
    }

    private Object known(Object object) {
        objects.add(object);
        return object;
    }

    /** The value, or what follows it if that is a view of it. */
    private @Nullable Object viewed(@Nullable Object value) {
        if (value instanceof ArrayBuffer buffer && input.skips(V8Tag.ARRAY_BUFFER_VIEW)) {
            return known(leaves.view(buffer));
        }
        return value;
    }
}
