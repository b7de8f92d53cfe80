package io.forkedchild.launch;

import io.forkedchild.posix.Errno;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.ProcessFiles;
import io.forkedchild.process.SpawnException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;

/** Starts a program under another user or group, with {@code setpriv} of util-linux in front of it. */
final class Credentials {

    private static final long MAY_SET_GID = 1L << 6; // CAP_SETGID and CAP_SETUID, capabilities(7)
    private static final long MAY_SET_UID = 1L << 7;

    private final LaunchPlan plan;

    private Credentials(LaunchPlan plan) {
        this.plan = plan;
    }

    /** @throws SpawnException if it cannot be done here, which is said before anything is started */
    static Credentials of(LaunchPlan plan) {
        if (!mayChange()) {
            throw new SpawnException(
                    "EPERM",
                    "spawn " + plan.file()
                            + " EPERM (Operation not permitted): options.uid and options.gid need the privilege to change them"
                            + " (CAP_SETUID and CAP_SETGID), which this JVM does not have");
        }
        if (!plan.argv().get(0).equals(plan.file())) {
            throw new IllegalArgumentException(
                    "options.argv0: cannot be combined with options.uid or options.gid, since"
                            + " setpriv gives the program its own name; was '"
                            + plan.argv().get(0) + "'");
        }
        return new Credentials(plan);
    }

    int start(Program program) {
        var path = Program.locate(plan).orElseThrow(() -> new PosixException("execve", Errno.ENOENT));
        var argv = new ArrayList<>(plan.credentialsPrefix());
        argv.add(path);
        argv.addAll(plan.argv().subList(1, plan.argv().size()));
        return program.run(setpriv(), argv);
    }

    private static String setpriv() {
        return Stream.of("/usr/bin/setpriv", "/bin/setpriv")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new SpawnException(
                        "ENOENT", "options.uid and options.gid need the program setpriv of util-linux in /usr/bin"));
    }

    private static boolean mayChange() {
        long needed = MAY_SET_GID | MAY_SET_UID;
        return ProcessFiles.status(Path.of("/proc/self"), "CapEff")
                .filter(effective -> (Long.parseUnsignedLong(effective, 16) & needed) == needed)
                .isPresent();
    }
}
