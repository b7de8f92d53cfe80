package io.forkedchild.ipc.v8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a member of a message's outermost object is, so that it can be cut out as a message of its own. References count
 * objects from the first of the message: they are counted anew, in as many bytes as before.
 */
final class V8Member {

    private static final int NOT_YET = -1;

    private final String name;
    private final List<Reference> references = new ArrayList<>();
    private int start = NOT_YET;
    private int end = NOT_YET;
    private int objectsBefore;

    V8Member(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void begins(int position, int objects) {
        start = position;
        objectsBefore = objects;
    }

    /** After a value of the outermost object. */
    void ends(int position) {
        if (isOpen()) {
            end = position;
        }
    }

    /** A reference whose number is between two positions. */
    void refers(int from, int to, long id) {
        if (isOpen()) {
            references.add(new Reference(from, to, id));
        }
    }

    private boolean isOpen() {
        return start != NOT_YET && end == NOT_YET;
    }

    /**
     * The member as a message of the same version.
     *
     * @return empty if there is no such member, or if it refers to an object outside
     */
    Optional<byte[]> message(byte[] whole, int headerBytes) {
        if (end == NOT_YET || references.stream().anyMatch(reference -> reference.id < objectsBefore)) {
            return Optional.empty();
        }
        var renumbered = whole.clone();
        references.forEach(reference -> reference.write(renumbered, reference.id - objectsBefore));
        int padding = (start - headerBytes) % 2; // text of two bytes a character stays aligned
        var message = Arrays.copyOf(renumbered, headerBytes + padding + end - start);
        Arrays.fill(message, headerBytes, headerBytes + padding, V8Tag.PADDING);
        System.arraycopy(renumbered, start, message, headerBytes + padding, end - start);
        return Optional.of(message);
    }

    private record Reference(int from, int to, long id) {

        private void write(byte[] bytes, long number) {
            long rest = number;
            for (int i = from; i < to; i++) {
                boolean last = i == to - 1;
                bytes[i] = (byte) ((rest & 0x7f) | (last ? 0 : 0x80));
                rest >>>= 7;
            }
        }
    }
}
