package io.forkedchild.evidence;

import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.ResourceLimits.Kind;
import io.forkedchild.process.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a limit of a child has caused, by the words in which programs and runtimes complain of it, or by its end. */
final class LimitHint {

    private static final Pattern NO_FILES =
            Pattern.compile("(?i)too many open files|EMFILE|no file descriptors available");
    private static final Pattern NO_MEMORY = Pattern.compile(
            "(?i)cannot allocate memory|ENOMEM|out ?of ?memory|MemoryError|bad_alloc|could not reserve enough space"
                    + "|memory exhausted|unable to allocate|failed to map segment");
    private static final Pattern NO_PROCESSES = Pattern.compile(
            "(?i)cannot fork|can't fork|resource temporarily unavailable|EAGAIN|unable to create (native )?thread"
                    + "|can't start new thread|pthread_create");
    private static final Pattern FILE_TOO_LONG = Pattern.compile("(?i)file too large|EFBIG|file size limit exceeded");

    private final ChildSnapshot child;
    private final List<String> lines;
    private final List<String> hints = new ArrayList<>();

    private LimitHint(ChildSnapshot child, List<String> lines) {
        this.child = child;
        this.lines = lines;
    }

    /** @param lines the last lines of its output */
    static List<String> of(ChildSnapshot child, List<String> lines) {
        var hint = new LimitHint(child, lines);
        hint.byWords(Kind.OPEN_FILES, NO_FILES, "openFiles");
        hint.byWords(Kind.ADDRESS_SPACE, NO_MEMORY, "addressSpace");
        hint.byWords(Kind.PROCESSES, NO_PROCESSES, "processes");
        hint.byWords(Kind.FILE_SIZE, FILE_TOO_LONG, "fileSize");
        hint.byDeath();
        return hint.hints;
    }

    private void byWords(Kind kind, Pattern words, String name) {
        var limit = child.plan().limits().of(kind);
        var match =
                lines.stream().map(words::matcher).filter(found -> found.find()).findFirst();
        if (limit.isPresent() && match.isPresent()) {
            hints.add('"' + match.get().group() + "\" comes of options.limits: " + name + " is " + limit.getAsLong());
        }
    }

    private void byDeath() {
        var limits = child.plan().limits();
        var death = child.status()
                .filter(status -> !child.isKilled())
                .flatMap(status -> status instanceof ExitStatus.Killed killed ? killed.signal() : Optional.empty())
                .orElse(null);
        if (death == Signal.SIGKILL && limits.of(Kind.CPU).isPresent()) {
            hints.add("options.limits: a second after its "
                    + limits.of(Kind.CPU).getAsLong() + " s of CPU, a child that goes on after SIGXCPU is killed");
        }
        boolean hasNoMemory = hints.stream().noneMatch(hint -> hint.contains("addressSpace"))
                && (death == Signal.SIGSEGV
                        || death == Signal.SIGABRT
                        || death == Signal.SIGBUS
                        || death == Signal.SIGTRAP);
        if (hasNoMemory && limits.of(Kind.ADDRESS_SPACE).isPresent()) {
            hints.add("options.limits: addressSpace is "
                    + limits.of(Kind.ADDRESS_SPACE).getAsLong()
                    + "; a program that gets no more memory may end like this");
        }
    }
}
