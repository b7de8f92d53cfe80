package io.forkedchild.process;

/** How a child's messages over stdin and stdout are told apart. Each message is JSON in UTF-8. */
public enum Framing {

    /** The child has no messages over stdin and stdout. */
    NONE,

    /** Each message is a line, as in MCP: JSON without a newline inside, and a newline behind it. */
    LINES,

    /**
     * Each message stands behind a header {@code Content-Length: 42} and an empty line, as in the Language Server Protocol and the
     * Debug Adapter Protocol. The lines of a header that comes may end with a newline alone.
     */
    CONTENT_LENGTH,

    /** Each message ends with a byte 0, as on Chromium's debugging pipe. */
    NUL
}
