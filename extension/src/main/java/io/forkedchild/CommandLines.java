package io.forkedchild;

import io.forkedchild.launch.CommandLine;
import io.forkedchild.text.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the command line of a launch from its verb, its arguments and its options. */
final class CommandLines {

    private static final String SHELL = "/bin/sh";

    /** The first word that is no assignment, without the brackets of a group and quotes. */
    private static final Pattern FIRST_PROGRAM = Pattern.compile(
            "[\\s({!]*(?:\\w+=(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])*(?:\\s+|$))*+[\\s({!'\"]*([^\\s(){};|&<>'\"$`]+)");

    private CommandLines() {}

    static Optional<String> shell(boolean wanted) {
        return wanted ? Optional.of(SHELL) : Optional.empty();
    }

    static Optional<String> shell(String shell) {
        return Optional.of(Check.text("options.shell", shell)).filter(path -> !path.isEmpty());
    }

    /** The file with its arguments, or the shell if there is one, which gets them as one text. */
    static CommandLine program(String file, List<String> args, OptionValues choices) {
        return choices.shell
                .map(shell -> script(CommandLine.joined(file, args), shell, choices))
                .orElseGet(() -> line(baseName(file), file, args, choices));
    }

    /** The command for a shell, which there is always. */
    static CommandLine command(String command, OptionValues choices) {
        return script(command, choices.shell.orElse(SHELL), choices);
    }

    /** The module with its arguments, for the program that runs modules. */
    static CommandLine module(String module, List<String> args, OptionValues choices) {
        List<String> all = new ArrayList<>(choices.execArgv);
        all.add(module);
        all.addAll(args);
        String name = baseName(module).replaceFirst("(?<=.)\\.[cm]?[jt]s$", "");
        return line(name, choices.execPath.orElse("node"), all, choices);
    }

    private static CommandLine script(String command, String shell, OptionValues choices) {
        Matcher program = FIRST_PROGRAM.matcher(command);
        return line(baseName(program.lookingAt() ? program.group(1) : shell), shell, List.of("-c", command), choices);
    }

    private static CommandLine line(String name, String file, List<String> args, OptionValues choices) {
        List<String> argv = new ArrayList<>();
        argv.add(choices.argv0.orElse(file));
        argv.addAll(args);
        return new CommandLine(choices.name.orElse(name), file, Collections.unmodifiableList(argv));
    }

    private static String baseName(String path) {
        String name = path.replaceFirst("/+$", "");
        return name.isEmpty() ? path : name.substring(name.lastIndexOf('/') + 1);
    }
}
