package io.forkedchild.text;

/** What people call a child's descriptor. */
public final class StreamName {

    private StreamName() {}

    /** {@code stdin}, {@code stdout}, {@code stderr}; from 3 on {@code stdio[3]}. */
    public static String of(int descriptor) {
        return switch (descriptor) {
            case 0 -> "stdin";
            case 1 -> "stdout";
            case 2 -> "stderr";
            default -> "stdio[" + descriptor + "]";
        };
    }
}
