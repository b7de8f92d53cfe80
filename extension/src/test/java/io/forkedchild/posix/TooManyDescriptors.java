package io.forkedchild.posix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A program that is passed three descriptors when it has room for one. */
final class TooManyDescriptors {

    private TooManyDescriptors() {}

    public static void main(String[] arguments) {
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
            int free = fill(sockets.first()).size();
            all.forEach(Fd::close);
            System.out.println(exception.getMessage() + ", " + taken.size() + " taken, " + free + " free");
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
