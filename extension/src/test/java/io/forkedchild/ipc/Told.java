package io.forkedchild.ipc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What frames tell of a stream. */
final class Told implements Frames.Sink {

    /** One call of the sink, without its bytes. */
    private record Call(long offset, String what) {

        @Override
        public String toString() {
            return offset + " " + what;
        }
    }

    private final List<byte[]> messages = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<byte[]> heads = new ArrayList<>();

    /** What is told of the whole stream, cut behind each of the places. */
    static Told of(Frames frames, byte[] stream, int... cuts) {
        var told = new Told();
        int from = 0;
        for (int cut : cuts) {
            told.take(frames, stream, from, cut);
            from = cut;
        }
        told.take(frames, stream, from, stream.length);
        return told;
    }

    private void take(Frames frames, byte[] stream, int from, int to) {
        frames.accept(Arrays.copyOfRange(stream, from, to), to - from, this);
    }

    /** Bytes of a table: text as Latin-1. */
    static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    List<byte[]> messages() {
        return messages;
    }

    /** The offset, and {@code message}, {@code mismatch} or why bytes were unreadable. */
    List<String> calls() {
        return calls.stream().map(Call::toString).toList();
    }

    /** Of what was no message. */
    List<byte[]> heads() {
        return heads;
    }

    /** Whether both were told the same; heads may be longer where more had come. */
    boolean isSameAs(Told other) {
        return calls.equals(other.calls) && Arrays.deepEquals(messages.toArray(), other.messages.toArray());
    }

    @Override
    public void message(byte[] message, long offset) {
        messages.add(message);
        calls.add(new Call(offset, "message"));
    }

    @Override
    public void unreadable(long offset, byte[] head, String why) {
        heads.add(head);
        calls.add(new Call(offset, why));
    }

    @Override
    public void mismatch(long offset, byte[] head) {
        heads.add(head);
        calls.add(new Call(offset, "mismatch"));
    }
}
