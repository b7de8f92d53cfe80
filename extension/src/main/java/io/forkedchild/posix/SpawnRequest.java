package io.forkedchild.posix;

import java.util.List;
import java.util.Optional;

/**
 * Everything about a process to be started: {@code posix_spawn(3)}. Strings travel as UTF-8, whatever the locale.
 *
 * @param path the program, which is not searched for in {@code PATH}; if relative, then to {@code cwd}
 * @param argv the arguments, the name of the program first
 * @param environment the complete environment, each entry {@code NAME=value}
 * @param cwd the working directory; that of the JVM if empty
 * @param slots the descriptors of the child by their numbers there, blocking or not as they are here; an empty one, and
 *     each above, is closed in the child. They stay owned and are to be closed by the caller
 * @param newSession whether the child leads a session of its own, with no terminal: {@code setsid(2)}
 */
public record SpawnRequest(
        String path,
        List<String> argv,
        List<String> environment,
        Optional<String> cwd,
        List<Optional<Fd>> slots,
        boolean newSession) {

    /** Refuses strings with a NUL, which would arrive cut, and an {@code argv} without the name of the program. */
    public SpawnRequest {
        argv = List.copyOf(argv);
        environment = List.copyOf(environment);
        slots = List.copyOf(slots);
        CStrings.requireNoNul("path", path);
        argv.forEach(argument -> CStrings.requireNoNul("argument", argument));
        environment.forEach(variable -> CStrings.requireNoNul("environment entry", variable));
        cwd.ifPresent(directory -> CStrings.requireNoNul("cwd", directory));
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv is empty: " + path);
        }
    }

    /**
     * Starts the process.
     *
     * @return its pid, to be waited for with {@link Reaped#poll}
     * @throws PosixException {@code posix_spawn} with the error of the exec or of the change to {@code cwd}, which
     *     cannot be told apart
     * @throws IllegalStateException if a slot is closed
     */
    public int spawn() {
        try (SlotSources slotSources = new SlotSources(slots);
                SpawnActions actions = new SpawnActions();
                SpawnAttributes attributes = new SpawnAttributes(newSession);
                CStrings arguments = new CStrings("argument", argv);
                CStrings variables = new CStrings("environment entry", environment)) {
            actions.assign(slotSources.sources());
            cwd.ifPresent(actions::changeDirectory);
            return spawn(actions, attributes, arguments, variables);
        }
    }

    private int spawn(SpawnActions actions, SpawnAttributes attributes, CStrings arguments, CStrings variables) {
        int[] pid = new int[1];
        int errno = Libc.posix_spawn(
                pid,
                CStrings.terminated("path", path),
                actions.address(),
                attributes.address(),
                arguments.address(),
                variables.address());
        Libc.checkReturned("posix_spawn", errno);
        return pid[0];
    }
}
