package io.forkedchild.launch;

import io.forkedchild.process.AbortSignal;
import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.Framing;
import io.forkedchild.process.ResourceLimits;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds all that is decided before a child is launched. Pure data: nothing after it looks at options.
 *
 * @param name what the child is called, unless another child is called so already
 * @param file the program, to be looked for as {@link #candidates()} says
 * @param argv the complete argument list, with argv[0]
 * @param environment the complete environment
 * @param stdio at least three; pipe, ipc, closed, fd or file, and for 0 to 2 also inherit and ignore
 * @param encoding of the text that it writes and reads; no JVM waits for it, as it concerns the test's side only
 * @param messages how messages over stdin and stdout are told apart
 * @param recordingLimit of each output; the test's side only, too
 * @param outputLimit present if the output is collected for a result: then timeout, excess and abort close the
 *     read ends before they kill
 */
public record LaunchPlan(
        String verb,
        String name,
        String file,
        List<String> argv,
        Map<String, String> environment,
        Optional<Path> cwd,
        List<Stdio> stdio,
        Charset encoding,
        Serialization serialization,
        Framing messages,
        boolean detached,
        OptionalInt uid,
        OptionalInt gid,
        Optional<Duration> timeout,
        int killSignal,
        Optional<AbortSignal> abortSignal,
        RecordingLimit recordingLimit,
        Optional<OutputLimit> outputLimit,
        Optional<JvmArguments> jvm,
        EndingSteps ending,
        ResourceLimits limits) {

    /**
     * What a plan for a JVM knows of its program.
     *
     * @param program the last elements of argv: the main class and its arguments; none for a lambda
     * @param hasResult whether what the program returns comes back
     */
    public record JvmArguments(List<String> program, boolean hasResult) {}

    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    /** Whether it can be started before its program is known: it touches nothing that somebody could notice meanwhile. */
    public boolean canWait() {
        return jvm.isPresent() && limits.isNone() && stdio.stream().allMatch(Stdio.Named.class::isInstance);
    }

    /** The start of a JVM that waits for its program; the same for all launches that a JVM can wait for alike. */
    public LaunchPlan parked() {
        int programs = jvm.orElseThrow().program().size();
        return new LaunchPlan(
                verb,
                "waiting JVM",
                file,
                argv.subList(0, argv.size() - programs),
                environment,
                cwd,
                stdio,
                StandardCharsets.UTF_8,
                serialization,
                messages,
                detached,
                uid,
                gid,
                Optional.empty(),
                Signal.SIGTERM.number(),
                Optional.empty(),
                RecordingLimit.NONE,
                Optional.empty(),
                Optional.empty(),
                ending,
                limits);
    }

    /** The descriptor of the child that is its channel. */
    public OptionalInt channelIndex() {
        return channelIndex(stdio);
    }

    /** What an abort kills with; {@code exec} and {@code execFile} do not look at the killSignal then, as in Node. */
    public int killSignalOnAbort() {
        return outputLimit.isPresent() ? Signal.SIGTERM.number() : killSignal;
    }

    /** The paths to try in order, as {@code execvp(3)} does in the child; relative ones start at the child's cwd. */
    public List<String> candidates() {
        if (file.contains("/")) {
            return List.of(file);
        }
        return Arrays.stream(environment.getOrDefault("PATH", DEFAULT_PATH).split(":", -1))
                .map(directory -> directory.isEmpty() ? file : directory + "/" + file)
                .toList();
    }

    /** The start of a command that changes user and group and runs the rest; empty if neither is to change. */
    public List<String> credentialsPrefix() {
        if (uid.isEmpty() && gid.isEmpty()) {
            return List.of();
        }
        List<String> prefix = new ArrayList<>(List.of("setpriv"));
        uid.ifPresent(id -> prefix.addAll(List.of("--reuid", Integer.toString(id))));
        gid.ifPresent(id -> prefix.addAll(List.of("--regid", Integer.toString(id))));
        prefix.addAll(List.of("--clear-groups", "--"));
        return Collections.unmodifiableList(prefix);
    }

    /** The position of the channel in a list; empty if there is none. */
    public static OptionalInt channelIndex(List<Stdio> stdio) {
        int index = stdio.indexOf(Stdio.ipc());
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
