package io.forkedchild.running;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.Program;
import io.forkedchild.posix.Errno;
import io.forkedchild.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells why a program was not started, where that can be seen. */
final class LaunchHints {

    private static final Pattern OF_WINDOWS =
            Pattern.compile("(?i)(.*[/\\\\])?(?:(cmd|powershell)(?:\\.exe)?|([^/\\\\]+)\\.(?:cmd|bat|exe|ps1))");

    private final LaunchPlan plan;

    private LaunchHints(LaunchPlan plan) {
        this.plan = plan;
    }

    /** Loads what a launch without a free descriptor needs: no class can be loaded then. */
    static void load() {
        OpenDescriptors.text(Map.of());
    }

    /** What to add to the sentence of a failed launch; begins with a comma, and is empty if nothing is known. */
    static String of(LaunchPlan plan, int errno) {
        var hints = new LaunchHints(plan);
        var hint =
                switch (errno) {
                    case Errno.ENOENT -> hints.missing();
                    case Errno.EACCES -> hints.refused();
                    case Errno.E2BIG -> Optional.of(LongArguments.of(plan));
                    case Errno.EMFILE -> Optional.of(OpenDescriptors.text());
                    default -> Optional.<String>empty();
                };
        return hint.map(text -> ", " + text).orElse("");
    }

    // ---- no such file

    private Optional<String> missing() {
        var found = Program.locate(plan);
        return found.isPresent()
                ? found.map(this::withoutInterpreter)
                : ofWindows().or(this::ofShells);
    }

    /** The kernel says of a program that is there that it is not, if it cannot start what is to run the program. */
    private String withoutInterpreter(String path) {
        var begin = "although " + path + " is there: ";
        var head = FirstLine.of(in(path));
        if (head.startsWith("\u007fELF")) {
            return begin + "the dynamic loader that it was linked for is not, as it was built for another C library or"
                    + " another processor";
        }
        if (head.endsWith("\r")) {
            return begin + "its first line ends in CRLF, so that the kernel looks for " + interpreter(head)
                    + "\\r; a script for Linux has LF at the ends of its lines";
        }
        return begin + "what its first line names as interpreter is not";
    }

    private static String interpreter(String head) {
        return Printable.of(head.replaceFirst("^#!\\s*", "").stripTrailing());
    }

    private Optional<String> ofWindows() {
        var file = plan.file();
        var match = OF_WINDOWS.matcher(file);
        if (match.matches() && match.group(2) != null) {
            return Optional.of(match.group(2).toLowerCase(Locale.ROOT)
                    + " is a shell of Windows, and this is Linux; exec has /bin/sh");
        }
        if (match.matches()) {
            return Optional.of("this is Linux, where programs have no such ending; mostly it is "
                    + CommandWords.inJava(match.group(3)));
        }
        return file.contains("\\")
                ? Optional.of("this is Linux, where / stands between directories, not \\: "
                        + CommandWords.inJava(file.replace('\\', '/')))
                : Optional.empty();
    }

    private Optional<String> ofShells() {
        var file = plan.file();
        var words = CommandWords.of(file);
        if (CommandWords.needShell(file)) {
            return Optional.of((words.size() == 1 ? "only a shell understands that: " : "that is a line for a shell: ")
                    + "exec has one, or the option shell");
        }
        if (words.isEmpty() || words.equals(Stream.of(file).toList()) || !isThere(words.get(0))) {
            return Optional.empty();
        }
        return Optional.of(
                words.size() == 1
                        ? "without the space around it there is one: " + CommandWords.inJava(words)
                        : "program and arguments are separate: "
                                + CommandWords.inJava(Stream.concat(
                                                words.stream(),
                                                plan.argv().stream().skip(1))
                                        .toList())
                                + "; a command line is for exec");
    }

    private boolean isThere(String program) {
        var directories = program.contains("/")
                ? Stream.of("")
                : Arrays.stream(path().split(":", -1)).map(directory -> directory + "/");
        return directories.map(directory -> in(directory + program)).anyMatch(LaunchHints::isExecutable);
    }

    private String path() {
        return plan.environment().getOrDefault("PATH", "/bin:/usr/bin");
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private Path in(String path) {
        return plan.cwd().orElse(Path.of("")).resolve(path);
    }

    // ---- permission denied

    private Optional<String> refused() {
        return plan.candidates().stream()
                .map(this::in)
                .filter(Files::exists)
                .findFirst()
                .flatMap(LaunchHints::whyRefused);
    }

    private static Optional<String> whyRefused(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return Optional.of(file + " is a directory");
            }
            var mode = Files.getPosixFilePermissions(file).toString();
            if (!mode.contains("EXECUTE")) {
                return Optional.of(file + " is not executable: chmod +x makes it so");
            }
            return NoexecFolders.around(file)
                    .map(folder -> folder + " is mounted with noexec: nothing in it can be executed");
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }
}
