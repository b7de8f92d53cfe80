package io.forkedchild.junit;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.platform.commons.JUnitException;

/** The child of a parameter or a field, with the annotation that says how the child is launched. */
final class AnnotatedChild {

    private final Place place;
    private final Annotation annotation;

    private AnnotatedChild(Place place, Annotation annotation) {
        this.place = place;
        this.annotation = annotation;
    }

    /**
     * The child of a place that has a launch annotation.
     *
     * @throws JUnitException if the place has several such annotations, or not the type of a child
     */
    static AnnotatedChild of(Place place) {
        var annotations = place.launchAnnotations();
        if (annotations.size() > 1) {
            throw place.refusalOfSeveral();
        }
        if (place.type() != ForkedChild.class) {
            throw place.refusalOfType(annotations.get(0));
        }
        return new AnnotatedChild(place, annotations.get(0));
    }

    ForkedChild launch(ForkedChildren children) {
        if (annotation instanceof Spawn spawn) {
            return launch(children, spawn);
        }
        if (annotation instanceof Exec exec) {
            return launch(children, exec);
        }
        if (annotation instanceof ExecFile execFile) {
            return launch(children, execFile);
        }
        return launch(children, (Fork) annotation);
    }

    private ForkedChild launch(ForkedChildren children, Spawn spawn) {
        var options = new OptionMembers<>(SpawnOptions.defaults(), place, spawn)
                .name(spawn.name())
                .cwd(spawn.cwd())
                .env(spawn.onlyEnv(), spawn.env(), spawn.withoutEnv())
                .text("argv0", spawn.argv0(), SpawnOptions::argv0)
                .texts("stdio", spawn.stdio(), OptionMembers::stdio)
                .redirectErrorToOutput(spawn.redirectErrorToOutput())
                .recorded(spawn.maxRecorded(), spawn.excessHandling())
                .any("messages", spawn.messages(), SpawnOptions::messages)
                .any("detached", spawn.detached(), SpawnOptions::detached)
                .encoding(spawn.encoding())
                .any("serialization", spawn.serialization(), SpawnOptions::serialization)
                .text("shell", OptionMembers.shell(spawn.shell()), SpawnOptions::shell)
                .timeout(spawn.timeout(), spawn.killSignal())
                .credentials(spawn.uid(), spawn.gid())
                .options();
        var command = command(spawn.value());
        return launch(command, () -> children.with(options).spawn(command.get(0), args(command)));
    }

    private ForkedChild launch(ForkedChildren children, Exec exec) {
        var options = new OptionMembers<>(ExecOptions.defaults(), place, exec)
                .name(exec.name())
                .cwd(exec.cwd())
                .env(exec.onlyEnv(), exec.env(), exec.withoutEnv())
                .text("shell", OptionMembers.shell(exec.shell()), ExecOptions::shell)
                .any("encoding", exec.encoding(), OptionMembers::encoding)
                .redirectErrorToOutput(exec.redirectErrorToOutput())
                .recorded(exec.maxRecorded(), exec.excessHandling())
                .any("messages", exec.messages(), ExecOptions::messages)
                .any("maxBuffer", exec.maxBuffer(), ExecOptions::maxBuffer)
                .timeout(exec.timeout(), exec.killSignal())
                .credentials(exec.uid(), exec.gid())
                .options();
        var command = command(exec.value());
        return launch(command, () -> children.with(options).exec(command.get(0)));
    }

    private ForkedChild launch(ForkedChildren children, ExecFile execFile) {
        var options = new OptionMembers<>(ExecOptions.defaults(), place, execFile)
                .name(execFile.name())
                .cwd(execFile.cwd())
                .env(execFile.onlyEnv(), execFile.env(), execFile.withoutEnv())
                .text("shell", OptionMembers.shell(execFile.shell()), ExecOptions::shell)
                .any("encoding", execFile.encoding(), OptionMembers::encoding)
                .redirectErrorToOutput(execFile.redirectErrorToOutput())
                .recorded(execFile.maxRecorded(), execFile.excessHandling())
                .any("messages", execFile.messages(), ExecOptions::messages)
                .any("maxBuffer", execFile.maxBuffer(), ExecOptions::maxBuffer)
                .timeout(execFile.timeout(), execFile.killSignal())
                .credentials(execFile.uid(), execFile.gid())
                .options();
        var command = command(execFile.value());
        return launch(command, () -> children.with(options).execFile(command.get(0), args(command)));
    }

    private ForkedChild launch(ForkedChildren children, Fork fork) {
        var options = new OptionMembers<>(ForkOptions.defaults(), place, fork)
                .name(fork.name())
                .cwd(fork.cwd())
                .env(fork.onlyEnv(), fork.env(), fork.withoutEnv())
                .text("execPath", fork.execPath(), ForkOptions::execPath)
                .texts("execArgv", fork.execArgv(), ForkOptions::execArgv)
                .any("silent", fork.silent(), ForkOptions::silent)
                .texts("stdio", fork.stdio(), OptionMembers::stdio)
                .redirectErrorToOutput(fork.redirectErrorToOutput())
                .recorded(fork.maxRecorded(), fork.excessHandling())
                .any("detached", fork.detached(), ForkOptions::detached)
                .encoding(fork.encoding())
                .any("serialization", fork.serialization(), ForkOptions::serialization)
                .timeout(fork.timeout(), fork.killSignal())
                .credentials(fork.uid(), fork.gid())
                .options();
        if (fork.main() != void.class && fork.value().length == 0) {
            return launch("main", fork.main(), () -> children.with(options).fork(fork.main(), fork.args()));
        }
        if (fork.main() != void.class) {
            throw place.refusal(
                    fork,
                    "value",
                    fork.value(),
                    new IllegalArgumentException("a main class gets its arguments by 'args'"));
        }
        var command = new ArrayList<>(command(fork.value()));
        command.addAll(Arrays.asList(fork.args()));
        return launch(command, () -> children.with(options).fork(command.get(0), args(command)));
    }

    private List<String> command(String... value) {
        var command = Arrays.asList(value);
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw place.refusal(annotation, "value", value, new IllegalArgumentException("must name what to launch"));
        }
        return command;
    }

    private static String[] args(List<String> command) {
        return command.subList(1, command.size()).toArray(String[]::new);
    }

    private ForkedChild launch(List<String> command, Supplier<ForkedChild> launch) {
        return launch("value", command.toArray(String[]::new), launch);
    }

    private ForkedChild launch(String member, Object value, Supplier<ForkedChild> launch) {
        try {
            return launch.get();
        } catch (IllegalArgumentException reason) {
            throw place.refusal(annotation, member, value, reason);
        }
    }
}
