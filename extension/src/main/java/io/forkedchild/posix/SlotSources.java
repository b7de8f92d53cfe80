package io.forkedchild.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The descriptors that become the slots of a child, each with a number above all slots: so no slot overwrites the
 * source of a later one. Sources with a lower number are duplicated; the duplicates are closed with this object.
 */
final class SlotSources implements AutoCloseable {

    private final List<Fd> duplicates = new ArrayList<>();
    private final List<Optional<Fd>> sources = new ArrayList<>();

    SlotSources(List<Optional<Fd>> slots) {
        try {
            slots.forEach(slot -> sources.add(slot.map(fd -> above(slots.size(), fd))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Fd above(int lowest, Fd fd) {
        if (fd.number() >= lowest) {
            return fd;
        }
        Fd duplicate = fd.duplicateFrom(lowest);
        duplicates.add(duplicate);
        return duplicate;
    }

    List<Optional<Fd>> sources() {
        return sources;
    }

    @Override
    public void close() {
        duplicates.forEach(Fd::close);
    }
}
