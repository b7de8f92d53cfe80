package io.forkedchild;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.jvm.ClassDataArchive;
import io.forkedchild.jvm.JvmChoices;
import io.forkedchild.launch.RecordingLimit;
import io.forkedchild.launch.Variables;
import io.forkedchild.process.AbortSignal;
import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.Framing;
import io.forkedchild.process.ResourceLimits;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.text.Check;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The values of all options of all verbs, with Node's defaults. Options keep a copy of their own, which is changed before
 * they are made and never after, so they are immutable; every field holds an immutable value.
 */
final class OptionValues implements Cloneable {

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
    RecordingLimit maxRecorded = RecordingLimit.NONE;
    EndingSteps ending = EndingSteps.defaults();
    ResourceLimits limits = ResourceLimits.none();

    Optional<String> shell = Optional.empty();
    Optional<String> argv0 = Optional.empty();
    Optional<List<Stdio>> stdio = Optional.empty();
    boolean redirectErrorToOutput;
    boolean detached;
    Serialization serialization = Serialization.JSON;
    Framing messages = Framing.NONE;

    /** The encoding of text; empty: collected output is bytes, and other text is UTF-8. */
    Optional<Charset> encoding = Optional.of(UTF_8);

    long maxBuffer = 1024 * 1024;

    Optional<String> execPath = Optional.empty();
    List<String> execArgv = List.of();
    boolean silent;

    /** A class path instead of the test's. */
    Optional<List<Path>> classPath = Optional.empty();
    /** Entries before all others of the class path. */
    List<Path> firstOnClassPath = List.of();

    Map<String, String> systemProperties = Map.of();
    boolean suspendUnderDebugger;
    /** The archive for the test's own class path and JVM. */
    Optional<ClassDataArchive> classDataArchive = Optional.empty();

    /**
     * Refuses what contradicts itself, whichever option came first.
     *
     * @throws IllegalArgumentException if stderr is to go to stdout and somewhere else
     */
    void requireOnePlaceForErrors() {
        stdio.filter(slots -> redirectErrorToOutput && slots.size() > 1).ifPresent(slots -> {
            Check.that(
                    slots.get(1) != Stdio.ipc(),
                    "options.redirectErrorToOutput",
                    "must not be combined with a channel as stdout",
                    slots);
            Check.that(
                    slots.size() == 2
                            || slots.get(2) == Stdio.unset()
                            || slots.get(2).equals(slots.get(1)),
                    "options.redirectErrorToOutput",
                    "must not be combined with an options.stdio that connects 2 with something else than 1; leave 2 out, or say the"
                            + " same of both",
                    slots);
        });
    }

    /**
     * Refuses messages over stdin and stdout where they cannot go.
     *
     * @throws IllegalArgumentException if the child has a channel, or these are no pipes, or not JSON in UTF-8
     */
    void requirePipesForMessages(boolean isFork) {
        if (messages == Framing.NONE) {
            return;
        }
        var option = "options.messages";
        List<Stdio> slots = stdio.orElse(List.of());
        Check.that(!isFork, option, "must be NONE for fork, whose messages go over its IPC channel", messages);
        Check.that(
                !slots.contains(Stdio.ipc()),
                option,
                "must not be combined with 'ipc' in options.stdio: messages go over the channel then",
                messages);
        for (int i = 0; i < Math.min(2, slots.size()); i++) {
            Check.that(
                    slots.get(i) == Stdio.pipe() || slots.get(i) == Stdio.unset(),
                    option,
                    "needs stdin and stdout as pipes; options.stdio[" + i + "] is '" + slots.get(i) + "'",
                    messages);
        }
        Check.that(
                serialization == Serialization.JSON,
                option,
                "must not be combined with options.serialization ADVANCED: messages over stdin and stdout are JSON",
                messages);
        Check.that(
                encoding.filter(charset -> !charset.equals(UTF_8)).isEmpty(),
                option,
                "must not be combined with options.encoding "
                        + encoding.map(Charset::name).orElse("") + ": messages over stdin and stdout are UTF-8",
                messages);
    }

    /** All values by the names of their options; equal options have equal ones. */
    Map<String, Object> byName() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("cwd", cwd);
        values.put("env", variables.added());
        values.put("onlyEnv", variables.only());
        values.put("withoutEnv", variables.without());
        values.put("uid", uid);
        values.put("gid", gid);
        values.put("timeout", timeout);
        values.put("killSignal", killSignal);
        values.put("signal", signal);
        values.put(
                "maxRecorded",
                maxRecorded.equals(RecordingLimit.NONE)
                        ? "unlimited"
                        : maxRecorded.bytes() + " " + maxRecorded.excess());
        values.put("ending", ending);
        values.put("limits", limits);
        values.put("shell", shell);
        values.put("argv0", argv0);
        values.put("stdio", stdio);
        values.put("redirectErrorToOutput", redirectErrorToOutput);
        values.put("detached", detached);
        values.put("serialization", serialization);
        values.put("messages", messages);
        values.put("encoding", encoding.map(Charset::name).orElse("bytes"));
        values.put("maxBuffer", maxBuffer == UNLIMITED ? "unlimited" : maxBuffer);
        values.put("execPath", execPath);
        values.put("execArgv", execArgv);
        values.put("silent", silent);
        values.put("classPath", classPath);
        values.put("firstOnClassPath", firstOnClassPath);
        values.put("systemProperties", systemProperties);
        values.put("suspendUnderDebugger", suspendUnderDebugger);
        values.put("classDataArchive", classDataArchive);
        return values;
    }

    /** What was chosen, without what is as by default: {@code [cwd=/tmp, detached=true]}. */
    @Override
    public String toString() {
        Map<String, Object> defaults = new OptionValues().byName();
        return byName().entrySet().stream()
                .filter(value -> !value.getValue().equals(defaults.get(value.getKey())))
                .map(value -> value.getKey() + "=" + shown(value.getValue()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static Object shown(Object value) {
        if (value instanceof OptionalInt number) {
            return number.getAsInt();
        }
        return value instanceof Optional<?> chosen ? chosen.orElseThrow() : value;
    }

    OptionValues copy() {
        try {
            return (OptionValues) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The options that concern a JVM. */
    JvmChoices ofJvm() {
        return new JvmChoices(
                name,
                execPath,
                execArgv,
                classPath,
                firstOnClassPath,
                systemProperties,
                suspendUnderDebugger,
                serialization,
                classDataArchive);
    }
}
