package io.forkedchild.ipc.v8;

/** Bytes are no value in V8's format. */
final class V8Defect extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String place;

    V8Defect(int position, String reason) {
        super("message is no value in V8's format: byte " + position + ": " + reason);
        place = "byte " + position + ": " + reason;
    }

    /** Where it is and what is wrong, without more words. */
    String place() {
        return place;
    }
}
