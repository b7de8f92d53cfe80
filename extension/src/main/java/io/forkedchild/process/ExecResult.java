package io.forkedchild.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** The end of {@code exec} or {@code execFile}: what Node passes to the callback. */
public final class ExecResult {

    private final Optional<ExecError> error;
    private final byte[] stdout;
    private final byte[] stderr;
    private final Optional<Charset> encoding;

    /**
     * A result with copies of the bytes.
     *
     * @param encoding of the texts; empty: UTF-8
     */
    public ExecResult(Optional<ExecError> error, byte[] stdout, byte[] stderr, Optional<Charset> encoding) {
        this.error = error;
        this.stdout = stdout.clone();
        this.stderr = stderr.clone();
        this.encoding = encoding;
    }

    /** What went wrong; empty if the child exited with code 0 and within its limits. */
    public Optional<ExecError> error() {
        return error;
    }

    /** The child's output in the encoding of the options, or in UTF-8 if that is bytes; at most maxBuffer long. */
    public String stdout() {
        return text(stdout, encoding);
    }

    /** The child's error output in the encoding of the options, or in UTF-8 if that is bytes; at most maxBuffer long. */
    public String stderr() {
        return text(stderr, encoding);
    }

    /** A copy of the child's output. */
    public byte[] stdoutBytes() {
        return stdout.clone();
    }

    /** A copy of the child's error output. */
    public byte[] stderrBytes() {
        return stderr.clone();
    }

    private static String text(byte[] bytes, Optional<Charset> encoding) {
        return new String(bytes, encoding.orElse(UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExecResult that
                && error.equals(that.error)
                && encoding.equals(that.encoding)
                && Arrays.equals(stdout, that.stdout)
                && Arrays.equals(stderr, that.stderr);
    }

    @Override
    public int hashCode() {
        return Objects.hash(error, encoding, Arrays.hashCode(stdout), Arrays.hashCode(stderr));
    }

    @Override
    public String toString() {
        String end = error.map(ExecError::message).orElse("succeeded");
        return "%s (stdout: %d bytes, stderr: %d bytes)".formatted(end, stdout.length, stderr.length);
    }
}
