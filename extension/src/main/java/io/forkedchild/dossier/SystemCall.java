package io.forkedchild.dossier;

import io.forkedchild.posix.ProcessFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The system call that a thread waits in: proc(5), /proc/pid/syscall.
 *
 * @param name such as {@code read}
 * @param arguments the registers as they are
 */
record SystemCall(String name, List<Long> arguments) {

    private static final int ARGUMENTS = 6;
    private static final int HEXADECIMAL = 16;

    /** Keeps a copy of the arguments. */
    SystemCall {
        arguments = List.copyOf(arguments);
    }

    /** Empty if the thread runs, or the file cannot be read. */
    static Optional<SystemCall> of(int pid, int thread) {
        var words = ProcessFiles.read(Path.of("/proc", pid + "/task/" + thread + "/syscall"))
                .strip()
                .split(" ", -1);
        return words.length <= ARGUMENTS ? Optional.empty() : Optional.of(of(words));
    }

    private static SystemCall of(String... words) {
        var arguments = Arrays.stream(words)
                .skip(1)
                .limit(ARGUMENTS)
                .map(word -> Long.parseUnsignedLong(word.replaceFirst("^0x", ""), HEXADECIMAL))
                .toList();
        return new SystemCall(CallNames.of(Long.parseLong(words[0])), arguments);
    }

    /** An argument that is a number of 32 bits: a descriptor, a process, a time in milliseconds. */
    int number(int index) {
        return arguments.get(index).intValue();
    }

    long pointer(int index) {
        return arguments.get(index);
    }
}
