package io.forkedchild.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises programs that keep what they print while their output is a pipe, until a buffer is full or they end: setvbuf(3),
 * stdbuf(1).
 */
final class HeldBackOutput {

    /** The buffers are of one or of two pages. */
    private static final int PAGE = 4096;

    private static final int MOST_OF_A_PROGRAM = 4 << 20;

    /**
     * A program.
     *
     * @param prevented arguments with which it writes at once; the pattern is looked for in each argument
     */
    private record Interpreter(Pattern name, Pattern prevented, String remedy) {

        Interpreter(String name, String prevented, String remedy) {
            this(Pattern.compile(name), Pattern.compile(prevented), remedy);
        }

        boolean runs(List<String> command) {
            return name.matcher(baseName(command.get(0))).matches()
                    && command.stream()
                            .skip(1)
                            .noneMatch(word -> prevented.matcher(word).matches());
        }
    }

    private static final List<Interpreter> RUNTIMES = List.of(
            new Interpreter(
                    "(?:python|pypy)[\\d.]*",
                    "-[A-Za-z]*u[A-Za-z]*",
                    "the option -u or PYTHONUNBUFFERED=1 has it write at once"),
            new Interpreter("perl[\\d.]*", "(?s).*\\$\\|.*", "$| = 1 in the program has it write at once"),
            new Interpreter(
                    "ruby[\\d.]*", "(?s).*\\bsync\\b.*", "$stdout.sync = true in the program has it write at once"),
            new Interpreter("[ef]?grep", "--line-buffered", "the option --line-buffered has it write each line"),
            new Interpreter("sed", "-[A-Za-z]*u[A-Za-z]*|--unbuffered", "the option -u has it write each line"),
            new Interpreter("mawk", "interactive|-Winteractive", "the option -W interactive has it write each line"),
            new Interpreter("tcpdump", "-[A-Za-z]*l[A-Za-z]*", "the option -l has it write each line"),
            new Interpreter("gawk|cut|tr|uniq", "", "stdbuf -oL in front of it has it write each line"));

    /** Where the machine has its own programs; many of them use C's stdio and do not wait with it. */
    private static final Pattern OF_THE_SYSTEM = Pattern.compile("/(?:usr|bin|sbin|lib\\w*|opt|snap)/.*");

    private static final Pattern PRINTS =
            Pattern.compile("\0(?:printf|puts|putchar|vprintf|__printf_chk|__vprintf_chk|_ZSt4cout)[\0@]");

    private HeldBackOutput() {}

    /** The hint at a child that runs, and from which nothing has come that does not fill a buffer. */
    static Optional<String> of(ChildSnapshot child) {
        boolean mayWait = child.isRunning()
                && child.channel().isEmpty()
                && child.output(1)
                        .filter(output -> !output.hasEnded() && output.length() % PAGE == 0)
                        .isPresent();
        return mayWait
                ? child.kernel().stream()
                        .flatMap(KernelView::all)
                        .flatMap(process -> of(process).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> of(KernelView process) {
        if (process.writesAtOnce() || process.command().isEmpty()) {
            return Optional.empty();
        }
        var program = baseName(process.command().get(0));
        return RUNTIMES.stream()
                .filter(runtime -> runtime.runs(process.command()))
                .findFirst()
                .map(runtime -> text(program, runtime.remedy()))
                .or(() -> process.program()
                        .filter(HeldBackOutput::printsByC)
                        .map(file -> text(program, "fflush(stdout), or stdbuf -oL in front of it, has it written")));
    }

    private static String text(String program, String remedy) {
        return "what " + program + " prints to a pipe waits in its buffer until that is full, or the program ends; "
                + remedy;
    }

    /** Whether a program that is not the machine's own prints with C's stdio. */
    private static boolean printsByC(Path program) {
        if (OF_THE_SYSTEM.matcher(program.toString()).matches()
                || NodeProgram.SHELL.matcher(program.toString()).matches()
                || NodeProgram.isNamed(baseName(program.toString()))
                || baseName(program.toString()).matches("java|busybox|go")) {
            return false;
        }
        try (var file = Files.newInputStream(program)) {
            var text = new String(file.readNBytes(MOST_OF_A_PROGRAM), ISO_8859_1);
            return text.startsWith("\u007fELF") && PRINTS.matcher(text).find();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String baseName(String path) {
        return Stream.of(path.split("/", -1)).reduce("", (before, last) -> last);
    }
}
