package io.forkedchild.launch;

import io.forkedchild.process.ResourceLimits;
import io.forkedchild.process.SpawnException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a program with limits of what it may use, with {@code prlimit} of util-linux in front of it. */
final class LimitedStart {

    private LimitedStart() {}

    /** Refuses a plan whose name of the program would be lost. */
    static void check(LaunchPlan plan) {
        if (!plan.argv().get(0).equals(plan.file())) {
            throw new IllegalArgumentException("options.argv0: cannot be combined with options.limits, since prlimit"
                    + " gives the program its own name; was '" + plan.argv().get(0) + "'");
        }
    }

    /** The command line behind which the program stands. */
    static List<String> argv(LaunchPlan plan, String path, List<String> argv) {
        var limited = new ArrayList<>(List.of("prlimit"));
        plan.limits()
                .kinds()
                .forEach(kind -> limited.add(option(kind, plan.limits().of(kind).orElseThrow())));
        limited.addAll(List.of("--", path));
        limited.addAll(argv.subList(1, argv.size()));
        return limited;
    }

    /** A hard limit of CPU time that is equal to the soft one would kill at once, without SIGXCPU. */
    private static String option(ResourceLimits.Kind kind, long value) {
        return switch (kind) {
            case ADDRESS_SPACE -> "--as=" + value;
            case CPU -> "--cpu=" + value + ":" + (value + 1);
            case OPEN_FILES -> "--nofile=" + value;
            case PROCESSES -> "--nproc=" + value;
            case FILE_SIZE -> "--fsize=" + value;
            case CORE -> "--core=" + value;
        };
    }

    static String prlimit() {
        return Stream.of("/usr/bin/prlimit", "/bin/prlimit")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new SpawnException(
                        "ENOENT", "options.limits needs the program prlimit of util-linux in /usr/bin"));
    }
}
