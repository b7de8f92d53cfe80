package io.forkedchild.jvm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.forkedchild.ipc.JvmCommands;
import io.forkedchild.launch.CommandLine;
import io.forkedchild.process.Serialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a JVM is started for a program. What is always the same, and long, stands in a file of arguments, so that people see
 * the rest.
 */
public final class JvmCommandLine {

    private static final String MAIN = "io.forkedchild.child.Main";

    /** What the test JVM's own start was changed by must not change that of its children, unless somebody says so. */
    private static final List<String> OPTIONS_OF_JVMS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    /** The first one that is set decides. */
    private static final List<String> LOCALE = List.of("LC_ALL", "LC_CTYPE", "LANG");

    private static final Set<String> LOCALES_OF_ASCII = Set.of("C", "POSIX");

    private final JvmProgram program;
    private final JvmChoices choices;
    private final Optional<ClassDataArchive> archive;
    private final ClassPath classPath;

    public JvmCommandLine(JvmProgram program, JvmChoices choices) {
        this.program = program;
        this.choices = choices;
        this.archive = choices.archive();
        var plain = ClassPath.of(choices, program.home());
        this.classPath = archive.map(ClassDataArchive::jars).map(plain::after).orElse(plain);
    }

    /**
     * The command that starts the JVM.
     *
     * @param argumentFile makes a file of arguments
     */
    public CommandLine line(int channel, Function<List<String>, Path> argumentFile) {
        var java = choices.execPath()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var argv = new ArrayList<>(List.of(java, "@" + argumentFile.apply(hiddenArguments(channel))));
        argv.addAll(choices.execArgv());
        choices.systemProperties().forEach((name, value) -> argv.add("-D" + name + "=" + value));
        argv.add(MAIN);
        argv.addAll(program.arguments());
        return new CommandLine(choices.name().orElse(program.name()), java, Collections.unmodifiableList(argv));
    }

    private List<String> hiddenArguments(int channel) {
        var arguments = new ArrayList<>(List.of("-cp", classPath.toString()));
        arguments.add("-D" + JvmCommands.CHANNEL_PROPERTY + "=" + channel);
        if (choices.serialization() != Serialization.JSON) {
            arguments.add("-D" + JvmCommands.SERIALIZATION_PROPERTY + "="
                    + choices.serialization().nodeName());
        }
        archive.ifPresent(used -> arguments.addAll(used.flags()));
        arguments.addAll(TestJvm.current().handedOn(choices.suspendUnderDebugger()));
        return arguments;
    }

    /** The environment of the test without variables that would give the JVM options by accident. */
    public Map<String, String> environment(Map<String, String> testEnvironment) {
        var inherited = new LinkedHashMap<>(testEnvironment);
        inherited.keySet().removeAll(OPTIONS_OF_JVMS);
        return inherited;
    }

    private boolean isAscii() {
        var texts = Stream.of(
                        choices.execArgv(),
                        choices.systemProperties().keySet(),
                        choices.systemProperties().values(),
                        program.arguments())
                .flatMap(Collection::stream);
        return classPath.isAscii() && texts.allMatch(US_ASCII.newEncoder()::canEncode);
    }

    /** Adds a locale where it is needed: in the locale C a JVM reads only ASCII in its arguments, and finds no other files. */
    public Map<String, String> readable(Map<String, String> environment) {
        var deciding = LOCALE.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst();
        boolean hasLocale = deciding.filter(name -> !LOCALES_OF_ASCII.contains(environment.get(name)))
                .isPresent();
        if (hasLocale || isAscii()) {
            return environment;
        }
        var changed = new LinkedHashMap<>(environment);
        changed.put(deciding.filter("LC_ALL"::equals).orElse("LC_CTYPE"), "C.UTF-8");
        return Collections.unmodifiableMap(changed);
    }
}
