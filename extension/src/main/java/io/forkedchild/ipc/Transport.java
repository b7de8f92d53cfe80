package io.forkedchild.ipc;

/** How messages stand in a stream of bytes, and in which serialization. Any thread may use it. */
public enum Transport {

    /** Node's channel with the serialization {@code json}. */
    NODE_JSON(Codec.JSON) {
        @Override
        public Frames newFrames() {
            return Codec.JSON.newFrames();
        }

        @Override
        public byte[] framed(byte[] message) {
            return Codec.JSON.framed(message);
        }
    },

    /** Node's channel with the serialization {@code advanced}. */
    NODE_ADVANCED(Codec.ADVANCED) {
        @Override
        public Frames newFrames() {
            return Codec.ADVANCED.newFrames();
        }

        @Override
        public byte[] framed(byte[] message) {
            return Codec.ADVANCED.framed(message);
        }
    },

    /** A pipe on which each message is a line of JSON. */
    LINES(Codec.JSON) {
        @Override
        public Frames newFrames() {
            return LineFrames.endingWith('\n', "line ");
        }

        @Override
        public byte[] framed(byte[] message) {
            return LineFrames.framed(message);
        }
    },

    /** A pipe on which a header tells the length of each message. */
    CONTENT_LENGTH(Codec.JSON) {
        @Override
        public Frames newFrames() {
            return new ContentLengthFrames();
        }

        @Override
        public byte[] framed(byte[] message) {
            return ContentLengthFrames.framed(message);
        }
    },

    /** A pipe on which each message ends with a byte 0. */
    NUL(Codec.JSON) {
        @Override
        public Frames newFrames() {
            return LineFrames.endingWith('\0', "record ");
        }

        @Override
        public byte[] framed(byte[] message) {
            return LineFrames.framed(message, (byte) 0);
        }
    };

    private final Codec codec;

    Transport(Codec codec) {
        this.codec = codec;
    }

    /** A new stream of messages. */
    public abstract Frames newFrames();

    /** The message as it is written. */
    public abstract byte[] framed(byte[] message);

    /** How a value becomes a message. */
    public Codec codec() {
        return codec;
    }

    /** Whether it is Node's channel; only there are messages internal. */
    public boolean isOfNode() {
        return this == NODE_JSON || this == NODE_ADVANCED;
    }

    /** Whether Node keeps the message to itself, see {@link Codec#isInternal}. */
    public boolean isInternal(byte[] message) {
        return isOfNode() && codec.isInternal(message);
    }
}
