package io.forkedchild.posix;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search for the descriptor of one socket among all of this process.
 *
 * @param mark tells the socket from others like it
 */
record SocketSearch(
        SocketDescription.Type type,
        boolean listening,
        Optional<SocketAddress> local,
        Optional<SocketAddress> peer,
        SocketMark<?> mark) {

    private static final File OWN = new File("/proc/self/fd");

    static SocketSearch listening(SocketAddress local, SocketMark<?> mark) {
        return new SocketSearch(SocketDescription.Type.STREAM, true, named(local), Optional.empty(), mark);
    }

    static SocketSearch connected(SocketAddress local, SocketAddress peer, SocketMark<?> mark) {
        return new SocketSearch(SocketDescription.Type.STREAM, false, named(local), named(peer), mark);
    }

    static SocketSearch datagrams(SocketAddress local, @Nullable SocketAddress peer, SocketMark<?> mark) {
        return new SocketSearch(SocketDescription.Type.DATAGRAM, false, named(local), named(peer), mark);
    }

    /** Java has an empty path for a Unix-domain socket without a name. */
    private static Optional<SocketAddress> named(@Nullable SocketAddress address) {
        boolean isUnnamed = address instanceof UnixDomainSocketAddress unix
                && unix.getPath().toString().isEmpty();
        return isUnnamed ? Optional.empty() : Optional.ofNullable(address);
    }

    /** A duplicate of the descriptor. */
    Fd find() {
        synchronized (SocketSearch.class) { // two that mark at once would take each other's mark for their own
            Map<String, Fd> found = new LinkedHashMap<>();
            try {
                addCandidates(found);
                String name = found.size() == 1 ? found.keySet().iterator().next() : marked(found);
                return Objects.requireNonNull(found.remove(name));
            } finally {
                found.values().forEach(Fd::close);
            }
        }
    }

    /**
     * Finds them by the name of the socket, {@code socket:[4711]}, which all descriptors of the same one have in
     * common.
     */
    private void addCandidates(Map<String, Fd> found) {
        String[] numbers = OWN.list();
        if (numbers == null) {
            throw new IllegalStateException(
                    "cannot list " + OWN + ", where the descriptor of " + mark.socket() + " would be");
        }
        Arrays.stream(numbers).mapToInt(Integer::parseInt).forEach(number -> addCandidate(number, found));
    }

    /**
     * Looks twice: a number can become that of another file at any moment, and nobody is to get a duplicate, however
     * shortly, of what does not look right.
     */
    private void addCandidate(int number, Map<String, Fd> found) {
        try {
            if (name(number).startsWith("socket:") && matches(SocketDescription.of(number))) {
                Fd duplicate = Fd.duplicateOf(number, 0);
                if (!matches(SocketDescription.of(duplicate))
                        || found.putIfAbsent(name(duplicate.number()), duplicate) != null) {
                    duplicate.close();
                }
            }
        } catch (PosixException failure) {
            if (failure.errno() != Errno.EBADF) {
                throw failure;
            }
        }
    }

    /** Empty if it is not open any more. */
    private static String name(int number) {
        try {
            return Files.readSymbolicLink(Path.of(OWN.getPath(), Integer.toString(number)))
                    .toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private boolean matches(Optional<SocketDescription> description) {
        return description.filter(this::matches).isPresent();
    }

    private boolean matches(SocketDescription description) {
        return description.type() == type
                && description.listening() == listening
                && isSame(description.local(), local)
                && isSame(description.peer(), peer);
    }

    /** Java has the one wildcard where the kernel has the other; by {@link InetSocketAddress} they would differ. */
    private static boolean isSame(Optional<SocketAddress> one, Optional<SocketAddress> other) {
        if (one.isPresent()
                && other.isPresent()
                && one.get() instanceof InetSocketAddress inet
                && other.get() instanceof InetSocketAddress otherInet
                && inet.getAddress().isAnyLocalAddress()) {
            return inet.getPort() == otherInet.getPort()
                    && otherInet.getAddress().isAnyLocalAddress();
        }
        return one.equals(other);
    }

    /** The name of the one that gets the mark. */
    private String marked(Map<String, Fd> found) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no descriptor of this process is that of " + mark.socket()
                    + ": it is no socket of the JDK, or was closed or reset meanwhile");
        }
        Map<String, int[]> before = values(found);
        List<String> changed = new ArrayList<>();
        try {
            mark.during(() -> values(found).forEach((name, value) -> {
                if (!Arrays.equals(value, before.get(name))) {
                    changed.add(name);
                }
            }));
        } catch (IOException | UnsupportedOperationException failure) {
            throw indistinguishable(found.size(), failure);
        }
        if (changed.size() != 1) {
            throw indistinguishable(found.size(), null);
        }
        return changed.get(0);
    }

    private Map<String, int[]> values(Map<String, Fd> found) {
        Map<String, int[]> values = new LinkedHashMap<>();
        found.forEach(
                (name, fd) -> values.put(name, SocketDescription.option(fd.number(), mark.number(), mark.numbers())));
        return values;
    }

    private IllegalArgumentException indistinguishable(int count, @Nullable Exception cause) {
        return new IllegalArgumentException(
                count + " sockets of this process look like " + mark.socket() + " (from "
                        + local.map(Object::toString).orElse("no name") + " to "
                        + peer.map(Object::toString).orElse("no peer")
                        + "): give it an address of its own, or close the others",
                cause);
    }
}
