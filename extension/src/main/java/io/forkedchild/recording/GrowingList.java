package io.forkedchild.recording;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list that one thread appends to and others read without a lock. Only its last element may be replaced; a view keeps
 * the last element that it saw.
 *
 * @param <E> the elements
 */
public final class GrowingList<E> {

    private static final int SEGMENT = 256;

    private Object[][] segments = new Object[4][];
    private int size;
    private volatile List<E> view = List.of();

    /** An empty list. */
    public GrowingList() {}

    /** Adds an element and publishes it; by the one writing thread only. */
    public void add(E element) {
        int segment = size / SEGMENT;
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, segments.length * 2);
        }
        if (segments[segment] == null) {
            segments[segment] = new Object[SEGMENT];
        }
        segments[segment][size % SEGMENT] = element;
        size++;
        view = new View<>(segments, size, element);
    }

    /** Replaces the last element and publishes the change; by the one writing thread only. */
    void replaceLast(E element) {
        segments[(size - 1) / SEGMENT][(size - 1) % SEGMENT] = element;
        view = new View<>(segments, size, element);
    }

    /** All elements up to now; the view does not change any more. Any thread. */
    public List<E> view() {
        return view;
    }

    private static final class View<E> extends AbstractList<E> implements RandomAccess {

        private final Object[][] segments;
        private final int size;
        private final E last;

        View(Object[][] segments, int size, E last) {
            this.segments = segments;
            this.size = size;
            this.last = last;
        }

        @Override
        @SuppressWarnings("unchecked") // only E went in
        public E get(int index) {
            Objects.checkIndex(index, size);
            return index == size - 1 ? last : (E) segments[index / SEGMENT][index % SEGMENT];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
