package io.forkedchild.running;

import io.forkedchild.posix.ProcessFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Finds file systems in which nothing can be executed: proc(5), {@code /proc/self/mounts}. */
final class NoexecFolders {

    private static final int FOLDER = 1;
    private static final int OPTIONS = 3;

    private NoexecFolders() {}

    /** The folder where the file's file system is mounted, if that was done with {@code noexec}. */
    static Optional<String> around(Path file) {
        return around(file, ProcessFiles.read(Path.of("/proc/self/mounts")));
    }

    static Optional<String> around(Path file, String mounts) {
        var absolute = file.toAbsolutePath().normalize();
        return mounts.lines()
                .map(line -> line.split(" ", -1))
                .filter(mount -> mount.length > OPTIONS && absolute.startsWith(folder(mount)))
                .reduce((one, next) ->
                        folder(next).getNameCount() >= folder(one).getNameCount() ? next : one)
                .filter(mount -> Set.of(mount[OPTIONS].split(",", -1)).contains("noexec"))
                .map(mount -> folder(mount).toString());
    }

    private static Path folder(String[] mount) {
        return Path.of(mount[FOLDER].replace("\\040", " "));
    }
}
