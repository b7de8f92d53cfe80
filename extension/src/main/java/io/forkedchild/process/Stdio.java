package io.forkedchild.process;

import io.forkedchild.text.Check;
import java.nio.file.Path;
import java.util.Locale;

/** What one descriptor of a child is connected to; Node's elements of {@code options.stdio}. */
public sealed interface Stdio {

    /** Connections that a word is enough for. */
    enum Named implements Stdio {
        /** Recorded, and readable and writable from the test. */
        PIPE,
        /** The descriptor of the same number of the test JVM. */
        INHERIT,
        /** {@code /dev/null} for 0, 1 and 2, not open above. */
        IGNORE,
        /** The channel for messages. */
        IPC,
        /** A pipe for 0, 1 and 2, not open above; Node's {@code null}. */
        UNSET,
        /** For 2: what 1 is connected to; see the option {@code redirectErrorToOutput}. */
        STDOUT,
        /** The descriptor is not open in the child. */
        CLOSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A descriptor of the test JVM, by number. */
    record Descriptor(int number) implements Stdio {

        public Descriptor {
            Check.id("fd", number);
        }

        @Override
        public String toString() {
            return "fd " + number;
        }
    }

    /** A file that is opened for the child; a relative path starts at the test JVM's working directory. */
    record File(Path path, Access access) implements Stdio {

        public File {
            Check.given("path", path);
            Check.given("access", access);
        }

        @Override
        public String toString() {
            return access.name().toLowerCase(Locale.ROOT) + " " + path;
        }
    }

    /** How a {@link File} is opened. */
    enum Access {
        /** The child reads the file, which must exist. */
        READ,
        /** The child writes the file, which is made or emptied. */
        WRITE,
        /** The child writes at the end of the file, which is made if it is missing. */
        APPEND
    }

    /** A pipe to the test: recorded output, or the child's input. */
    static Stdio pipe() {
        return Named.PIPE;
    }

    /** The descriptor of the same number of the test JVM. */
    static Stdio inherit() {
        return Named.INHERIT;
    }

    /** {@code /dev/null} for 0, 1 and 2; above, the descriptor is not open in the child. */
    static Stdio ignore() {
        return Named.IGNORE;
    }

    /** The channel for messages; at most one in a child. */
    static Stdio ipc() {
        return Named.IPC;
    }

    /** What stands there when nothing is said: a pipe for 0, 1 and 2; above, not open in the child. */
    static Stdio unset() {
        return Named.UNSET;
    }

    /** The descriptor of the test JVM with this number, as it is; nothing of it is recorded. */
    static Stdio fd(int number) {
        return new Descriptor(number);
    }

    /** A file to read from. */
    static Stdio fromFile(Path path) {
        return new File(path, Access.READ);
    }

    /** A file to write to; what was in it is lost. */
    static Stdio toFile(Path path) {
        return new File(path, Access.WRITE);
    }

    /** A file to write to, after what is already in it. */
    static Stdio appendTo(Path path) {
        return new File(path, Access.APPEND);
    }

    /**
     * Node's text for it: {@code pipe}, {@code overlapped} (the same), {@code ignore}, {@code inherit}, {@code ipc} or
     * the digits of a descriptor.
     *
     * @throws IllegalArgumentException for any other text
     */
    static Stdio named(String text) {
        Check.given("stdio", text);
        return switch (text) {
            case "pipe", "overlapped" -> pipe();
            case "ignore" -> ignore();
            case "inherit" -> inherit();
            case "ipc" -> ipc();
            default -> numbered(text);
        };
    }

    private static Stdio numbered(String text) {
        Check.that(
                text.matches("[0-9]{1,9}"),
                "stdio",
                "must be 'pipe', 'overlapped', 'ignore', 'inherit', 'ipc' or the number of a descriptor",
                text);
        return fd(Integer.parseInt(text));
    }
}
