package io.forkedchild.ipc;

/** Cuts what came over a channel into messages, however it was split on its way. One channel has one; not thread-safe. */
public interface Frames {

    /** Takes the next bytes and tells the sink all that they complete, in order. */
    void accept(byte[] bytes, int count, Sink sink);

    /** Where that stands which the sink is told now, for error texts: {@code byte 17}, or {@code line 3}. */
    default String place(long offset) {
        return "byte " + offset;
    }

    /** Bytes of a message whose end has not come. */
    long unfinishedBytes();

    /** The beginning of these bytes, for error texts; at most a few hundred. */
    byte[] unfinishedHead();

    /** Is told what a stream of bytes consists of. Offsets count the bytes of the stream from 0. */
    interface Sink {

        /**
         * One message, without its frame.
         *
         * @param offset of its first byte
         */
        void message(byte[] message, long offset);

        /**
         * Bytes that cannot be a message, whatever follows; they are skipped.
         *
         * @param offset of the first of them
         * @param head their beginning, at most a few hundred
         * @param why what is wrong with them
         */
        void unreadable(long offset, byte[] head, String why);

        /**
         * The peer speaks the other serialization. Said once; all that follows on this stream is skipped.
         *
         * @param offset of the first byte that shows it
         * @param head the bytes from there on, at most a few hundred
         */
        void mismatch(long offset, byte[] head);
    }
}
