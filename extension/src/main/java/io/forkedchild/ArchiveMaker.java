package io.forkedchild;

import io.forkedchild.jvm.JvmProgram;
import io.forkedchild.timeline.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes class-data archives: runs the child's side once in a JVM that writes down the classes which it used. */
final class ArchiveMaker {

    private static final String WARM_UP = "io.forkedchild.child.ClassWarmUp";
    private static final Duration BOUND = Duration.ofSeconds(60);

    private ArchiveMaker() {}

    static void make(Path file, List<Path> jars) {
        try (var children = ForkedChildren.open(Settings.defaults().patience(BOUND))) {
            warmUp(children, file, jars);
        }
    }

    private static void warmUp(ForkedChildren children, Path unfinished, List<Path> jars) {
        var options =
                ForkOptions.defaults().silent(true).classPath(jars).execArgv("-XX:ArchiveClassesAtExit=" + unfinished);
        var child = children.with(options)
                .fork(new JvmProgram("warm-up", ForkedChild.class, List.of(WARM_UP), Optional.empty(), false));
        child.send(List.of(1, "text"));
        child.process().recorder().awaitUninterruptibly(child::isClosed, BOUND);
        if (child.timeline()
                        .every(Event.Exited.class)
                        .noneMatch(exit -> exit.code().orElse(-1) == 0)
                || !Files.exists(unfinished)) {
            throw new IllegalStateException("no class-data archive could be made\n" + child.evidence());
        }
    }

    /** Whether one holds for a JVM with these options. */
    static boolean fits(OptionValues choices) {
        return choices.execPath.isEmpty() && choices.classPath.isEmpty() && choices.firstOnClassPath.isEmpty();
    }
}
