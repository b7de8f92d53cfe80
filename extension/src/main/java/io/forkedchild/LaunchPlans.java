package io.forkedchild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.nCopies;

import io.forkedchild.jvm.JvmCommandLine;
import io.forkedchild.jvm.JvmProgram;
import io.forkedchild.launch.ChildEnvironment;
import io.forkedchild.launch.CommandLine;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.OutputLimit;
import io.forkedchild.process.Stdio;
import io.forkedchild.text.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Makes the plan of a launch from its verb, its arguments and its options. For a JVM it reads the class path and has the
 * argument file written.
 */
final class LaunchPlans {

    private static final int STANDARD_STREAMS = 3;

    private LaunchPlans() {}

    static LaunchPlan spawn(String file, List<String> args, SpawnOptions options, Map<String, String> testEnvironment) {
        OptionValues choices = choices(options);
        CommandLine line = CommandLines.program(Check.filled("file", file), Check.texts("args", args), choices);
        return plan("spawn", line, choices, Optional.empty(), testEnvironment);
    }

    static LaunchPlan exec(String command, ExecOptions options, Map<String, String> testEnvironment) {
        OptionValues choices = choices(options);
        CommandLine line = CommandLines.command(Check.filled("command", command), choices);
        return plan("exec", line, choices, Optional.of(buffered(command, choices)), testEnvironment);
    }

    static LaunchPlan execFile(
            String file, List<String> args, ExecOptions options, Map<String, String> testEnvironment) {
        OptionValues choices = choices(options);
        CommandLine line = CommandLines.program(Check.filled("file", file), Check.texts("args", args), choices);
        OutputLimit buffered = buffered(CommandLine.joined(file, args), choices);
        return plan("execFile", line, choices, Optional.of(buffered), testEnvironment);
    }

    static LaunchPlan fork(String module, List<String> args, ForkOptions options, Map<String, String> testEnvironment) {
        OptionValues choices = complete(options);
        refuseOptionsOfJvms(module, choices);
        CommandLine line = CommandLines.module(Check.filled("module", module), Check.texts("args", args), choices);
        return plan("fork", line, choices, Optional.empty(), testEnvironment);
    }

    private static void refuseOptionsOfJvms(String module, OptionValues choices) {
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
        OptionValues choices = complete(options);
        JvmCommandLine jvm = new JvmCommandLine(program, choices.ofJvm());
        List<Stdio> stdio = concrete(choices.stdio.orElseThrow());
        CommandLine line = jvm.line(LaunchPlan.channelIndex(stdio).orElseThrow(), argumentFile);
        // A system property tells of the channel: what the child itself starts inherits the variables, but no channel.
        Map<String, String> environment = ChildEnvironment.of(
                choices.variables, choices.serialization, OptionalInt.empty(), jvm.environment(testEnvironment));
        return plan(
                "fork",
                line,
                choices,
                Optional.empty(),
                jvm.readable(environment),
                Optional.of(new LaunchPlan.JvmArguments(program.arguments(), program.hasResult())));
    }

    private static OptionValues complete(ForkOptions options) {
        return choices(options).stdio.isPresent()
                ? options.choices
                : options.stdio(options.choices.silent ? "pipe" : "inherit").choices;
    }

    private static LaunchPlan plan(
            String verb,
            CommandLine line,
            OptionValues choices,
            Optional<OutputLimit> outputLimit,
            Map<String, String> testEnvironment) {
        OptionalInt channel = LaunchPlan.channelIndex(concrete(choices.stdio.orElse(List.of())));
        Map<String, String> environment =
                ChildEnvironment.of(choices.variables, choices.serialization, channel, testEnvironment);
        return plan(verb, line, choices, outputLimit, environment, Optional.empty());
    }

    private static LaunchPlan plan(
            String verb,
            CommandLine line,
            OptionValues choices,
            Optional<OutputLimit> outputLimit,
            Map<String, String> environment,
            Optional<LaunchPlan.JvmArguments> jvm) {
        return new LaunchPlan(
                verb,
                line.name(),
                line.file(),
                line.argv(),
                environment,
                choices.cwd,
                stdio(choices),
                choices.encoding.orElse(UTF_8),
                choices.serialization,
                choices.messages,
                choices.detached,
                choices.uid,
                choices.gid,
                choices.timeout,
                choices.killSignal.number(),
                choices.signal,
                choices.maxRecorded,
                outputLimit,
                jvm,
                choices.ending,
                choices.limits);
    }

    private static OptionValues choices(LaunchOptions<?> options) {
        return Check.given("options", options).choices;
    }

    private static OutputLimit buffered(String command, OptionValues choices) {
        return new OutputLimit(command, choices.maxBuffer, choices.encoding);
    }

    private static List<Stdio> stdio(OptionValues choices) {
        List<Stdio> slots = new ArrayList<>(concrete(choices.stdio.orElse(List.of())));
        if (choices.redirectErrorToOutput) {
            slots.set(2, Stdio.Named.STDOUT);
        }
        return Collections.unmodifiableList(slots);
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
