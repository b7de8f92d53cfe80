package io.forkedchild.dossier;

import io.forkedchild.posix.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open files of a process, in words. */
final class OpenFiles {

    private static final int MOST_SHOWN = 12;
    private static final int MOST_LOOKED_AT = 4096;

    private final Path directory;

    /** What people call the ends of the test's pipes, by the names that the kernel has for them. */
    private final Map<String, String> streams;

    private final int pid;
    private @Nullable Sockets sockets;
    private @Nullable Map<Integer, String> links;

    OpenFiles(int pid, Map<String, String> streams) {
        this.pid = pid;
        this.directory = Path.of("/proc", Integer.toString(pid));
        this.streams = streams;
    }

    /** What the kernel calls an open file, such as {@code pipe:[4711]}; empty if it is not open. */
    private Optional<String> link(int descriptor) {
        return Optional.ofNullable(links().get(descriptor));
    }

    /** All open files, by their numbers. */
    private Map<Integer, String> links() {
        var known = links;
        if (known == null) {
            var names = directory.resolve("fd").toFile().list();
            var found = new TreeMap<Integer, String>();
            Arrays.stream(names == null ? new String[0] : names)
                    .limit(MOST_LOOKED_AT)
                    .map(Integer::valueOf)
                    .forEach(number -> link(directory, number).ifPresent(name -> found.put(number, name)));
            known = found;
            links = known;
        }
        return known;
    }

    private static Optional<String> link(Path directory, int descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(directory.resolve("fd/" + descriptor))
                    .toString());
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    /** What people call the stream between child and test; empty for all other files. */
    Optional<String> stream(int descriptor) {
        return link(descriptor).map(streams::get);
    }

    Optional<Sockets.Socket> socket(int descriptor) {
        return link(descriptor)
                .filter(name -> name.startsWith("socket:"))
                .flatMap(name -> sockets().named(name));
    }

    private Sockets sockets() {
        var known = sockets;
        if (known == null) {
            known = Sockets.of(pid);
            sockets = known;
        }
        return known;
    }

    /** What a descriptor leads to: {@code stdin}, {@code a pipe}, {@code listens on 127.0.0.1:80}, a path. */
    String words(int descriptor) {
        var name = link(descriptor).orElse("closed");
        if (streams.containsKey(name)) {
            return streams.get(name) + " of the test";
        }
        if (name.startsWith("pipe:")) {
            return "a pipe";
        }
        return name.startsWith("socket:")
                ? socket(descriptor).map(Sockets.Socket::words).orElse("a socket")
                : name;
    }

    /** What an event loop waits for: the descriptors that are registered, without those that are its own business. */
    List<Integer> watchedBy(int epoll) {
        return ProcessFiles.read(directory.resolve("fdinfo/" + epoll))
                .lines()
                .filter(line -> line.startsWith("tfd:"))
                .map(line -> Integer.parseInt(line.substring(4).strip().split("\\s", 2)[0]))
                .toList();
    }

    /** Whether it connects the threads of one process: an eventfd, a timer, a pipe with both ends here, the socket for jcmd. */
    boolean isInternal(int descriptor) {
        var name = link(descriptor).orElse("");
        return name.startsWith("anon_inode:")
                || (name.startsWith("pipe:") && !streams.containsKey(name) && hasSeveral(name))
                || socket(descriptor)
                        .filter(socket -> socket.local().contains("/.java_pid"))
                        .isPresent();
    }

    private boolean hasSeveral(String name) {
        return links().values().stream().filter(name::equals).limit(2).count() > 1;
    }

    /** The first ones, with their numbers. */
    List<String> all() {
        var shown =
                links().keySet().stream().filter(number -> !isInternal(number)).toList();
        var words = new ArrayList<String>();
        shown.stream().limit(MOST_SHOWN).forEach(number -> words.add(number + " " + words(number)));
        if (shown.size() > MOST_SHOWN) {
            words.add("and " + (shown.size() - MOST_SHOWN) + " more");
        }
        int internal = links().size() - shown.size();
        if (internal > 0) {
            words.add(internal + " for use by its own threads");
        }
        return words;
    }

    /** Names the child's own ends by what its descriptors lead to now, as far as these are still the test's. */
    static Map<String, String> streams(RunningProcess child) {
        var directory = Path.of("/proc", Integer.toString(child.pid()));
        var streams = new TreeMap<String, String>();
        child.streams()
                .forEach((descriptor, name) -> link(directory, descriptor)
                        .filter(child.ends()::contains)
                        .ifPresent(link -> streams.putIfAbsent(link, name)));
        return streams;
    }
}
