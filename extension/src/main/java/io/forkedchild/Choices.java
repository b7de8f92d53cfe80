package io.forkedchild;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values of all options of all verbs, with Node's defaults. Options keep a copy of their own, which is changed before
 * they are made and never after, so they are immutable; every field holds an immutable value.
 */
final class Choices implements Cloneable {

    /** The greatest length that {@code maxBuffer} can have. */
    static final long UNLIMITED = Long.MAX_VALUE;

    Optional<String> name = Optional.empty();
    Optional<Path> cwd = Optional.empty();
    Variables variables = Variables.INHERITED;
    OptionalInt uid = OptionalInt.empty();
    OptionalInt gid = OptionalInt.empty();
    Optional<Duration> timeout = Optional.empty();
    Signal killSignal = Signal.SIGTERM;
    Optional<AbortSignal> signal = Optional.empty();

    Optional<String> shell = Optional.empty();
    Optional<String> argv0 = Optional.empty();
    Optional<List<Stdio>> stdio = Optional.empty();
    boolean detached;
    Serialization serialization = Serialization.JSON;

    /** Empty: bytes. */
    Optional<Charset> encoding = Optional.of(UTF_8);

    long maxBuffer = 1024 * 1024;

    Optional<String> execPath = Optional.empty();
    List<String> execArgv = List.of();
    boolean silent;

    /** Instead of the test's. */
    Optional<List<Path>> classPath = Optional.empty();
    /** Before the others. */
    List<Path> firstOnClassPath = List.of();

    Map<String, String> systemProperties = Map.of();
    boolean suspendUnderDebugger;
    /** That of the test's own class path and JVM. */
    Optional<ClassDataArchive> classDataArchive = Optional.empty();

    Choices copy() {
        try {
            return (Choices) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
