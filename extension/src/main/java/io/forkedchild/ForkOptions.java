package io.forkedchild;

import io.forkedchild.jvm.ClassDataArchive;
import io.forkedchild.process.Stdio;
import io.forkedchild.text.Check;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of {@code fork}: inherited stdio and, always, a channel. */
public final class ForkOptions extends StdioOptions<ForkOptions> {

    private static final ForkOptions DEFAULTS = new ForkOptions(new OptionValues());

    private ForkOptions(OptionValues choices) {
        super(choices);
    }

    /** These options choose nothing yet. */
    public static ForkOptions defaults() {
        return DEFAULTS;
    }

    @Override
    ForkOptions of(OptionValues changed) {
        return new ForkOptions(changed);
    }

    /**
     * The program that runs the module; the empty string, and the default, is {@code node} in the child's PATH. For a Java class
     * or a lambda it is the {@code java} of another JVM, and by default that of the test's.
     */
    public ForkOptions execPath(String execPath) {
        Check.text("options.execPath", execPath);
        return with(choices -> choices.execPath = Optional.of(execPath).filter(path -> !path.isEmpty()));
    }

    /** Arguments before the module, for the program that runs it: {@code --inspect}, {@code -Xmx64m}. None by default. */
    public ForkOptions execArgv(String... execArgv) {
        List<String> checked =
                Check.texts("options.execArgv", Arrays.asList(Check.given("options.execArgv", execArgv)));
        return with(choices -> choices.execArgv = checked);
    }

    /**
     * The class path of a forked JVM, instead of the test's. The library's own classes and Jackson's follow behind it. Relative
     * paths start at the test JVM's directory.
     */
    public ForkOptions classPath(List<Path> classPath) {
        List<Path> checked = paths("options.classPath", classPath);
        return with(choices -> choices.classPath = Optional.of(checked));
    }

    /** Where a forked JVM looks for classes before its class path, the test's or a given one. None by default. */
    public ForkOptions firstOnClassPath(Path... entries) {
        List<Path> checked =
                paths("options.firstOnClassPath", Arrays.asList(Check.given("options.firstOnClassPath", entries)));
        return with(choices -> choices.firstOnClassPath = checked);
    }

    private static List<Path> paths(String option, List<Path> paths) {
        List<Path> checked = new ArrayList<>();
        for (Path path : Check.given(option, paths)) {
            String each = option + "[" + checked.size() + "]";
            boolean right = !Check.given(each, path).toString().contains(File.pathSeparator);
            Check.that(right, each, "must not contain '" + File.pathSeparator + "', which ends an entry", path);
            checked.add(path);
        }
        return List.copyOf(checked);
    }

    /** Sets a system property of a forked JVM; those of the test JVM are not handed on. */
    public ForkOptions systemProperty(String name, String value) {
        Map<String, String> properties = new LinkedHashMap<>(choices.systemProperties);
        properties.put(name, value);
        Map<String, String> checked = Check.variables("options.systemProperty", properties);
        return with(choices -> choices.systemProperties = checked);
    }

    /**
     * Whether a forked JVM waits for a debugger before it runs, if the test JVM itself runs under one; it prints the port to
     * its stdout. False by default. Waits for the child go on meanwhile: see the patience.
     */
    public ForkOptions suspendUnderDebugger(boolean suspendUnderDebugger) {
        return with(choices -> choices.suspendUnderDebugger = suspendUnderDebugger);
    }

    ForkOptions classDataArchive(ClassDataArchive archive) {
        return with(choices -> choices.classDataArchive = Optional.of(archive));
    }

    /** Whether stdin, stdout and stderr are pipes instead of inherited; false by default. {@code stdio} wins. */
    public ForkOptions silent(boolean silent) {
        return with(choices -> choices.silent = silent);
    }

    /** The same for descriptors 0, 1 and 2, and the channel as 3. */
    @Override
    public ForkOptions stdio(String stdio) {
        Stdio each = everywhere(stdio);
        return stdio(each, each, each, Stdio.ipc());
    }

    /** What each descriptor is connected to, from 0 on; missing ones up to 2 are pipes. Exactly one is the channel. */
    @Override
    public ForkOptions stdio(Stdio... stdio) {
        List<Stdio> slots = Arrays.asList(Check.given("options.stdio", stdio));
        Check.that(
                slots.contains(Stdio.ipc()), "options.stdio", "must have an 'ipc', as every fork has a channel", slots);
        return super.stdio(stdio);
    }
}
