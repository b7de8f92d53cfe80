package io.forkedchild.guardian;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the processes that a child left behind, by the cookie in their environment: it is inherited by whatever the child
 * starts, also by a daemon that has left the process tree. A process that cleared its environment is not found.
 */
public final class Leftovers {

    private static final Path PROC = Path.of("/proc");

    private Leftovers() {}

    /** The live processes whose environment has one of the entries, such as {@code NAME=value}, by process id. */
    public static List<Leftover> carrying(Collection<String> entries) {
        var wanted = Set.copyOf(entries);
        if (wanted.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> isNumber(process.getFileName().toString()))
                    .flatMap(process -> entryOf(process, wanted).flatMap(entry -> describe(process, entry)).stream())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new IllegalStateException("cannot list " + PROC + ": " + failure.getMessage(), failure);
        }
    }

    /** Whether the process is still the one that was found. */
    public static boolean isCarrying(Leftover leftover) {
        return entryOf(PROC.resolve(Integer.toString(leftover.pid())), Set.of(leftover.entry()))
                .isPresent();
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private static Optional<String> entryOf(Path process, Set<String> wanted) {
        var environment = read(process.resolve("environ")).split("\0");
        return Arrays.stream(environment).filter(wanted::contains).findFirst();
    }

    private static Optional<Leftover> describe(Path process, String entry) {
        var command = read(process.resolve("cmdline")).replace('\0', ' ').strip();
        return command.isEmpty() ? nameless(process, entry) : Optional.of(new Leftover(pidOf(process), command, entry));
    }

    /** A process without a command line has ended while we looked, or hides it: only the latter still has its environment. */
    private static Optional<Leftover> nameless(Path process, String entry) {
        var name = "[" + read(process.resolve("comm")).strip() + "]";
        return entryOf(process, Set.of(entry)).map(still -> new Leftover(pidOf(process), name, still));
    }

    private static int pidOf(Path process) {
        return Integer.parseInt(process.getFileName().toString());
    }

    /** A process may end at any moment, and others' environments are not ours to read: both are no leftover of ours. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
