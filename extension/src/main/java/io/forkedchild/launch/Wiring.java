package io.forkedchild.launch;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FdPair;
import io.forkedchild.process.Stdio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The open descriptors of one launch. The child's ends are closed when it has started, or could not; the parent's
 * ends are handed over to an owner that watches the child, or closed as well if there is none.
 */
public final class Wiring implements AutoCloseable {

    private static final String NULL_DEVICE = "/dev/null";

    private final List<Optional<Fd>> childEnds = new ArrayList<>();
    private final List<ParentEnd> parentEnds = new ArrayList<>();

    /**
     * The test's end of one of the child's descriptors.
     *
     * @param forReading what the child writes; empty for its stdin
     * @param forWriting what the child reads; empty for its stdout and stderr
     * @param peer what the kernel calls the child's end; empty for a pipe, whose ends have one name
     */
    public record ParentEnd(
            int descriptor,
            boolean isChannel,
            Optional<Fd> forReading,
            Optional<Fd> forWriting,
            Optional<String> peer) {

        static ParentEnd ofPipe(int descriptor, Optional<Fd> forReading, Optional<Fd> forWriting) {
            return new ParentEnd(descriptor, false, forReading, forWriting, Optional.empty());
        }

        /** What the kernel calls the child's end. */
        Optional<String> ofChild() {
            return peer.or(() -> forReading.or(() -> forWriting).flatMap(Fd::fileName));
        }

        public void close() {
            forReading.ifPresent(Fd::close);
            forWriting.ifPresent(Fd::close);
        }
    }

    /** Opens what the plan asks for. */
    public static Wiring of(LaunchPlan plan) {
        var wiring = new Wiring();
        try {
            for (int descriptor = 0; descriptor < plan.stdio().size(); descriptor++) {
                wiring.connect(descriptor, plan.stdio().get(descriptor));
            }
            return wiring;
        } catch (RuntimeException | Error failure) {
            wiring.close();
            throw failure;
        }
    }

    private void connect(int descriptor, Stdio slot) {
        if (slot instanceof Stdio.File file) {
            childEnds.add(Optional.of(open(file)));
        } else if (slot instanceof Stdio.Descriptor raw) {
            childEnds.add(Optional.of(Fd.duplicateOf(raw.number(), 0)));
        } else {
            connect(descriptor, (Stdio.Named) slot);
        }
    }

    private void connect(int descriptor, Stdio.Named slot) {
        switch (slot) {
            case PIPE -> pipe(descriptor);
            case INHERIT -> inherit(descriptor);
            case IGNORE -> childEnds.add(Optional.of(Fd.open(NULL_DEVICE, Fd.O_RDWR, 0)));
            case IPC -> socket(descriptor, true);
            case STDOUT ->
                childEnds.add(Optional.of(childEnds.get(1).orElseThrow().duplicateFrom(0)));
            case UNSET, CLOSED -> childEnds.add(Optional.empty());
        }
    }

    private static Fd open(Stdio.File file) {
        int flags =
                switch (file.access()) {
                    case READ -> Fd.O_RDONLY;
                    case WRITE -> Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC;
                    case APPEND -> Fd.O_WRONLY | Fd.O_CREAT | Fd.O_APPEND;
                };
        return Fd.open(file.path().toString(), flags, 0666);
    }

    private void pipe(int descriptor) {
        if (descriptor > 2) {
            socket(descriptor, false);
            return;
        }
        var pipe = FdPair.pipe();
        if (descriptor == 0) {
            childEnds.add(Optional.of(pipe.first()));
            keep(ParentEnd.ofPipe(0, Optional.empty(), Optional.of(pipe.second())));
        } else {
            childEnds.add(Optional.of(pipe.second()));
            keep(ParentEnd.ofPipe(descriptor, Optional.of(pipe.first()), Optional.empty()));
        }
    }

    /** Output is pumped; input would be that of the build tool, which talks to the test JVM over it. */
    private void inherit(int descriptor) {
        if (descriptor == 0) {
            childEnds.add(Optional.of(Fd.open(NULL_DEVICE, Fd.O_RDONLY, 0)));
        } else {
            pipe(descriptor);
        }
    }

    private void socket(int descriptor, boolean isChannel) {
        var pair = FdPair.socketPair();
        childEnds.add(Optional.of(pair.second()));
        var first = pair.first();
        try {
            var peer = pair.second().fileName();
            keep(new ParentEnd(descriptor, isChannel, Optional.of(first), Optional.of(first.duplicateFrom(0)), peer));
        } catch (RuntimeException | Error failure) {
            first.close();
            throw failure;
        }
    }

    private void keep(ParentEnd end) {
        parentEnds.add(end);
        end.forReading().ifPresent(Fd::nonBlocking);
        end.forWriting().ifPresent(Fd::nonBlocking);
    }

    /** The child's descriptors by number. */
    public List<Optional<Fd>> childEnds() {
        return childEnds;
    }

    /**
     * Hands the parent's ends over to a new owner. The child's ends are closed before, so that nothing finds the end
     * of file later than the exit.
     */
    public List<ParentEnd> takeParentEnds() {
        closeChildEnds();
        var taken = List.copyOf(parentEnds);
        parentEnds.clear();
        return taken;
    }

    @Override
    public void close() {
        closeChildEnds();
        parentEnds.forEach(ParentEnd::close);
    }

    private void closeChildEnds() {
        childEnds.forEach(end -> end.ifPresent(Fd::close));
        childEnds.clear();
    }
}
