package io.forkedchild.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that is passed three descriptors when it has room for one. */
final class TooManyDescriptors {

    private TooManyDescriptors() {}

    public static void main(String[] arguments) throws IOException {
        FdPair sockets = FdPair.socketPair();
        NativeBuffer buffer = new NativeBuffer(10);
        List<Fd> taken = new ArrayList<>();
        loadClasses();
        receiveThree(sockets, buffer, taken);
        taken.forEach(Fd::close);
        taken.clear();
        ArrayDeque<Fd> all = fill(sockets.first());
        all.remove().close();

        try {
            receiveThree(sockets, buffer, taken);
        } catch (PosixException exception) {
            all.forEach(Fd::close);
            long open = openAt(sockets.first());
            System.out.println(exception.getMessage() + ", " + taken.size() + " taken, " + open + " open");
        }
    }

    /**
     * How many descriptors of this process are the same socket. Free numbers would not tell: the JVM opens and closes files
     * of its own at any moment.
     */
    private static long openAt(Fd socket) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Path same = Files.readSymbolicLink(descriptors.resolve(String.valueOf(socket.number())));
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.filter(descriptor -> leadsTo(same, descriptor)).count();
        }
    }

    private static boolean leadsTo(Path target, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(target);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** Those that are needed when none can be loaded any more. */
    private static void loadClasses() {
        try {
            Fd.duplicateOf(Integer.MAX_VALUE, 0).close();
        } catch (PosixException expected) {
            Errno.text(expected.errno());
        }
    }

    private static void receiveThree(FdPair sockets, NativeBuffer buffer, List<Fd> taken) {
        Passing.send(sockets.first(), new byte[1], sockets.first(), sockets.first(), sockets.first());
        sockets.second().receive(buffer, taken::add);
    }

    private static ArrayDeque<Fd> fill(Fd source) {
        ArrayDeque<Fd> all = new ArrayDeque<>();
        try {
            while (true) {
                all.add(source.duplicateFrom(0));
            }
        } catch (PosixException full) {
            return all;
        }
    }
}
