package io.forkedchild.process;

import io.forkedchild.text.Check;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The standard signals of Linux, with the numbers of x86-64 and aarch64; see {@code signal(7)}. */
public enum Signal {
    SIGHUP(1, "hangup"),
    SIGINT(2, "interrupt"),
    SIGQUIT(3, "quit"),
    SIGILL(4, "illegal instruction"),
    SIGTRAP(5, "trace or breakpoint trap"),
    SIGABRT(6, "aborted"),
    SIGBUS(7, "bus error"),
    SIGFPE(8, "floating-point exception"),
    SIGKILL(9, "killed"),
    SIGUSR1(10, "user-defined signal 1"),
    SIGSEGV(11, "segmentation fault"),
    SIGUSR2(12, "user-defined signal 2"),
    SIGPIPE(13, "broken pipe"),
    SIGALRM(14, "alarm clock"),
    SIGTERM(15, "terminated"),
    SIGSTKFLT(16, "coprocessor stack fault"),
    SIGCHLD(17, "child stopped or ended"),
    SIGCONT(18, "continued"),
    SIGSTOP(19, "stopped"),
    SIGTSTP(20, "stopped from the terminal"),
    SIGTTIN(21, "stopped by terminal input"),
    SIGTTOU(22, "stopped by terminal output"),
    SIGURG(23, "urgent socket condition"),
    SIGXCPU(24, "processor time limit exceeded"),
    SIGXFSZ(25, "file size limit exceeded"),
    SIGVTALRM(26, "virtual timer expired"),
    SIGPROF(27, "profiling timer expired"),
    SIGWINCH(28, "window size changed"),
    SIGIO(29, "input or output possible"),
    SIGPWR(30, "power failure"),
    SIGSYS(31, "bad system call");

    private static final Map<String, Signal> ALIASES = Map.of("SIGIOT", SIGABRT, "SIGPOLL", SIGIO, "SIGUNUSED", SIGSYS);

    private final int number;
    private final String description;

    Signal(int number, String description) {
        this.number = number;
        this.description = description;
    }

    /**
     * The signal with a name in any case: {@code SIGTERM}, {@code sigterm}; also {@code SIGIOT}, {@code SIGPOLL} and
     * {@code SIGUNUSED}.
     *
     * @throws IllegalArgumentException for any other text, such as {@code TERM} or a name with a space
     */
    public static Signal named(String name) {
        String wanted = Check.given("signal", name).toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(signal -> signal.name().equals(wanted))
                .findAny()
                .or(() -> Optional.ofNullable(ALIASES.get(wanted)))
                .orElseThrow(() -> Check.refusal(
                        "signal",
                        "must be one of " + Arrays.toString(values()) + " or its number" + meant(name),
                        name));
    }

    /** What a text was meant to be: {@code TERM}, {@code SIGTERM } and {@code 15} are SIGTERM. */
    private static String meant(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(signal -> word.equals(signal.name())
                        || word.equals(signal.name().substring("SIG".length()))
                        || word.equals(Integer.toString(signal.number)))
                .findFirst()
                .map(signal -> "; this is mostly " + signal)
                .orElse("");
    }

    /** The signal with a number; empty for 0, for real-time signals and for what is no signal at all. */
    public static Optional<Signal> of(int number) {
        return Arrays.stream(values()).filter(signal -> signal.number == number).findAny();
    }

    /** The name of any signal: {@code SIGTERM}, or {@code signal 40} for one without a name, such as a real-time one. */
    public static String nameOf(int number) {
        return of(number).map(Signal::name).orElse("signal " + number);
    }

    /** The number that the kernel knows, 1 to 31. */
    public int number() {
        return number;
    }

    /** What it says about a process that it ended: {@code segmentation fault}. */
    public String description() {
        return description;
    }
}
