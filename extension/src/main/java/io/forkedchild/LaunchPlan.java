package io.forkedchild;

import static java.util.Collections.nCopies;

import io.forkedchild.process.AbortSignal;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.text.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * All that is decided before a child is launched; nothing after it knows the verb. Opens nothing; only that of a
 * JVM looks at its class path, and has its file of arguments written.
 *
 * @param name what the child is called, unless another child is called so already
 * @param file the program, to be looked for as {@link #candidates()} says
 * @param argv the complete argument list, with argv[0]
 * @param environment the complete environment
 * @param stdio at least three; pipe, ipc, closed, fd or file, and for 0 to 2 also inherit and ignore
 * @param bufferedResult present if the output is collected for a result: then timeout, excess and abort close the read
 *     ends before they kill
 */
record LaunchPlan(
        String verb,
        String name,
        String file,
        List<String> argv,
        Map<String, String> environment,
        Optional<Path> cwd,
        List<Stdio> stdio,
        Serialization serialization,
        boolean detached,
        OptionalInt uid,
        OptionalInt gid,
        Optional<Duration> timeout,
        int killSignal,
        Optional<AbortSignal> abortSignal,
        Optional<BufferedResult> bufferedResult,
        Optional<JvmProgram> jvm) {

    private static final String DEFAULT_PATH = "/bin:/usr/bin";
    private static final int STANDARD_STREAMS = 3;

    static LaunchPlan spawn(String file, List<String> args, SpawnOptions options, Map<String, String> testEnvironment) {
        Choices choices = choices(options);
        CommandLine line = CommandLine.program(Check.filled("file", file), Check.texts("args", args), choices);
        return plan("spawn", line, choices, Optional.empty(), testEnvironment);
    }

    static LaunchPlan exec(String command, ExecOptions options, Map<String, String> testEnvironment) {
        Choices choices = choices(options);
        CommandLine line = CommandLine.command(Check.filled("command", command), choices);
        return plan("exec", line, choices, Optional.of(buffered(command, choices)), testEnvironment);
    }

    static LaunchPlan execFile(
            String file, List<String> args, ExecOptions options, Map<String, String> testEnvironment) {
        Choices choices = choices(options);
        CommandLine line = CommandLine.program(Check.filled("file", file), Check.texts("args", args), choices);
        BufferedResult buffered = buffered(CommandLine.joined(file, args), choices);
        return plan("execFile", line, choices, Optional.of(buffered), testEnvironment);
    }

    static LaunchPlan fork(String module, List<String> args, ForkOptions options, Map<String, String> testEnvironment) {
        Choices choices = complete(options);
        refuseOptionsOfJvms(module, choices);
        CommandLine line = CommandLine.module(Check.filled("module", module), Check.texts("args", args), choices);
        return plan("fork", line, choices, Optional.empty(), testEnvironment);
    }

    private static void refuseOptionsOfJvms(String module, Choices choices) {
        boolean forJvm = choices.classPath.isPresent()
                || !choices.firstOnClassPath.isEmpty()
                || !choices.systemProperties.isEmpty()
                || choices.suspendUnderDebugger;
        Check.that(
                !forJvm,
                "options",
                "classPath, firstOnClassPath, systemProperty and suspendUnderDebugger are for a Java class or a lambda",
                module);
    }

    /** @param argumentFile makes a file of arguments */
    static LaunchPlan fork(
            JvmProgram program,
            ForkOptions options,
            Function<List<String>, Path> argumentFile,
            Map<String, String> testEnvironment) {
        Choices choices = complete(options);
        JvmCommandLine jvm = new JvmCommandLine(program, choices);
        List<Stdio> stdio = concrete(choices.stdio.orElseThrow());
        CommandLine line = jvm.line(channelIndex(stdio).orElseThrow(), argumentFile);
        // A system property tells of the channel: what the child itself starts inherits the variables, but no channel.
        Map<String, String> environment =
                ChildEnvironment.of(choices, OptionalInt.empty(), jvm.environment(testEnvironment));
        return plan("fork", line, choices, Optional.empty(), jvm.readable(environment), Optional.of(program));
    }

    private static Choices complete(ForkOptions options) {
        return choices(options).stdio.isPresent()
                ? options.choices
                : options.stdio(options.choices.silent ? "pipe" : "inherit").choices;
    }

    /** Whether it can be started before its program is known: it touches nothing that somebody could notice meanwhile. */
    boolean canWait() {
        return jvm.isPresent() && stdio.stream().allMatch(Stdio.Named.class::isInstance);
    }

    /** The start of a JVM that waits for its program; the same for all launches that a JVM can wait for alike. */
    LaunchPlan parked() {
        int programs = jvm.orElseThrow().arguments().size();
        return new LaunchPlan(
                verb,
                "waiting JVM",
                file,
                argv.subList(0, argv.size() - programs),
                environment,
                cwd,
                stdio,
                serialization,
                detached,
                uid,
                gid,
                Optional.empty(),
                Signal.SIGTERM.number(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The descriptor of the child that is its channel. */
    OptionalInt channelIndex() {
        return channelIndex(stdio);
    }

    /** What an abort kills with; {@code exec} and {@code execFile} do not look at the killSignal then, as in Node. */
    int killSignalOnAbort() {
        return bufferedResult.isPresent() ? Signal.SIGTERM.number() : killSignal;
    }

    /** The paths to try in order, as {@code execvp(3)} does in the child; relative ones start at the child's cwd. */
    List<String> candidates() {
        if (file.contains("/")) {
            return List.of(file);
        }
        return Arrays.stream(environment.getOrDefault("PATH", DEFAULT_PATH).split(":", -1))
                .map(directory -> directory.isEmpty() ? file : directory + "/" + file)
                .toList();
    }

    /** The start of a command that changes user and group and runs the rest; empty if neither is to change. */
    List<String> credentialsPrefix() {
        if (uid.isEmpty() && gid.isEmpty()) {
            return List.of();
        }
        List<String> prefix = new ArrayList<>(List.of("setpriv"));
        uid.ifPresent(id -> prefix.addAll(List.of("--reuid", Integer.toString(id))));
        gid.ifPresent(id -> prefix.addAll(List.of("--regid", Integer.toString(id))));
        prefix.addAll(List.of("--clear-groups", "--"));
        return Collections.unmodifiableList(prefix);
    }

    private static LaunchPlan plan(
            String verb,
            CommandLine line,
            Choices choices,
            Optional<BufferedResult> bufferedResult,
            Map<String, String> testEnvironment) {
        OptionalInt channel = channelIndex(concrete(choices.stdio.orElse(List.of())));
        Map<String, String> environment = ChildEnvironment.of(choices, channel, testEnvironment);
        return plan(verb, line, choices, bufferedResult, environment, Optional.empty());
    }

    private static LaunchPlan plan(
            String verb,
            CommandLine line,
            Choices choices,
            Optional<BufferedResult> bufferedResult,
            Map<String, String> environment,
            Optional<JvmProgram> jvm) {
        return new LaunchPlan(
                verb,
                line.name(),
                line.file(),
                line.argv(),
                environment,
                choices.cwd,
                concrete(choices.stdio.orElse(List.of())),
                choices.serialization,
                choices.detached,
                choices.uid,
                choices.gid,
                choices.timeout,
                choices.killSignal.number(),
                choices.signal,
                bufferedResult,
                jvm);
    }

    private static Choices choices(LaunchOptions<?> options) {
        return Check.given("options", options).choices;
    }

    private static BufferedResult buffered(String command, Choices choices) {
        return new BufferedResult(command, choices.maxBuffer, choices.encoding);
    }

    private static OptionalInt channelIndex(List<Stdio> stdio) {
        int index = stdio.indexOf(Stdio.ipc());
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    private static List<Stdio> concrete(List<Stdio> chosen) {
        List<Stdio> slots = new ArrayList<>(chosen);
        slots.addAll(nCopies(Math.max(0, STANDARD_STREAMS - slots.size()), Stdio.unset()));
        for (int index = 0; index < slots.size(); index++) {
            slots.set(index, concrete(slots.get(index), index));
        }
        return Collections.unmodifiableList(slots);
    }

    private static Stdio concrete(Stdio slot, int index) {
        boolean standard = index < STANDARD_STREAMS;
        if (slot == Stdio.Named.UNSET) {
            return standard ? Stdio.pipe() : Stdio.Named.CLOSED;
        }
        if (slot == Stdio.Named.IGNORE && !standard) {
            return Stdio.Named.CLOSED;
        }
        return slot == Stdio.Named.INHERIT && !standard ? Stdio.fd(index) : slot;
    }
}
