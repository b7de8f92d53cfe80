package io.forkedchild.jvm;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flags with which the JVM of the tests was started, and what of them its children get.
 *
 * @param flags as {@code RuntimeMXBean} gives them
 */
record TestJvm(List<String> flags) {

    private static final String AGENT = "-javaagent:";
    private static final String DESTFILE = "destfile=";
    private static final String SUSPENDED = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=localhost:0";

    /** Asked once: the first question costs a few milliseconds. */
    private static final class This {
        private static final TestJvm JVM =
                new TestJvm(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static TestJvm current() {
        return This.JVM;
    }

    /** @param suspendUnderDebugger whether a child waits for a debugger if this JVM has one */
    List<String> handedOn(boolean suspendUnderDebugger) {
        var handed = new ArrayList<String>();
        flags.stream().flatMap(flag -> coverage(flag).stream()).forEach(handed::add);
        if (suspendUnderDebugger && isDebugged()) {
            handed.add(SUSPENDED);
        }
        return handed;
    }

    private boolean isDebugged() {
        return flags.stream().anyMatch(flag -> flag.startsWith("-agentlib:jdwp") || flag.startsWith("-Xrunjdwp"));
    }

    /** JaCoCo's agent, if it writes to a file: in children to one beside it, which they all append to. */
    private static Optional<String> coverage(String flag) {
        int end = flag.indexOf('=');
        var jar = end < 0 ? flag : flag.substring(0, end);
        if (!jar.startsWith(AGENT) || !jar.substring(jar.lastIndexOf('/') + 1).contains("jacoco")) {
            return Optional.empty();
        }
        var options =
                end < 0 ? List.<String>of() : List.of(flag.substring(end + 1).split(","));
        if (options.stream().anyMatch(option -> option.startsWith("output=") && !option.equals("output=file"))) {
            return Optional.empty();
        }
        return Optional.of(jar + "=" + String.join(",", appending(options)));
    }

    private static List<String> appending(List<String> options) {
        var changed = new ArrayList<String>();
        changed.add(DESTFILE + beside(destfile(options)));
        changed.add("append=true");
        options.stream()
                .filter(option -> !option.startsWith(DESTFILE) && !option.startsWith("append="))
                .forEach(changed::add);
        return changed;
    }

    private static Path destfile(List<String> options) {
        var file = options.stream()
                .filter(option -> option.startsWith(DESTFILE))
                .map(option -> option.substring(DESTFILE.length()))
                .findFirst()
                .orElse("jacoco.exec");
        return Path.of(file).toAbsolutePath();
    }

    private static Path beside(Path destfile) {
        var name = String.valueOf(destfile.getFileName());
        int dot = name.lastIndexOf('.');
        return destfile.resolveSibling(
                dot < 0 ? name + "-children" : name.substring(0, dot) + "-children" + name.substring(dot));
    }
}
