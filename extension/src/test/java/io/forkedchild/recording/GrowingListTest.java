package io.forkedchild.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.loop.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowingListTest {

    private final GrowingList<Integer> list = new GrowingList<>();

    @Test
    void everyViewStaysAsItWasWhenItWasTaken() {
        var random = new Random(4);
        var reference = new ArrayList<Integer>();
        var views = new ArrayList<List<Integer>>();
        var copies = new ArrayList<List<Integer>>();
        for (int i = 0; i < 3000; i++) {
            if (i > 0 && random.nextInt(3) == 0) {
                list.replaceLast(-i);
                reference.set(reference.size() - 1, -i);
            } else {
                list.add(i);
                reference.add(i);
            }
            if (i % 7 == 0) {
                views.add(list.view());
                copies.add(List.copyOf(reference));
            }
        }

        assertThat(views).isEqualTo(copies);
        assertThat(list.view()).isEqualTo(reference);
    }

    @Test
    void viewCannotBeChanged() {
        list.add(1);
        var view = list.view();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.add(2));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.set(0, 2));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.remove(0));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(view::clear);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.get(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.get(-1));
    }

    @Test
    void emptyListHasAnEmptyView() {
        assertThat(list.view()).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> list.view().add(1));
    }

    @Test
    void viewIsAListLikeOthers() {
        IntStream.range(0, 1000).forEach(list::add);

        assertThat(list.view().stream().mapToInt(Integer::intValue).sum()).isEqualTo(499_500);
        assertThat(list.view().subList(255, 258)).containsExactly(255, 256, 257);
        assertThat(list.view().parallelStream().toList())
                .isEqualTo(IntStream.range(0, 1000).boxed().toList());
        assertThat(list.view().indexOf(999)).isEqualTo(999);
    }

    /** Every element is its index, or its index and a number of replacements times a million. */
    @Test
    void readersSeeConsistentViewsWhileOneWrites() throws Exception {
        int total = 300_000;
        var done = new AtomicBoolean();
        Threads.together(
                () -> {
                    for (int i = 0; i < total; i++) {
                        list.add(i);
                        if (i % 3 == 0) {
                            list.replaceLast(i + 1_000_000);
                        }
                    }
                    done.set(true);
                },
                () -> checkUntil(done),
                () -> checkUntil(done));

        assertThat(list.view()).hasSize(total);
    }

    private void checkUntil(AtomicBoolean done) {
        int size = 0;
        while (!done.get()) {
            var view = list.view();
            assertThat(view.size()).isGreaterThanOrEqualTo(size);
            size = view.size();
            for (int i = Math.max(0, size - 600); i < size; i++) {
                int value = view.get(i);
                boolean replaced = value == i + 1_000_000;
                boolean isLast = i == size - 1;
                if ((value != i && !replaced) || (!isLast && replaced != (i % 3 == 0))) {
                    throw new AssertionError(value + " at " + i + " of " + size);
                }
            }
        }
    }
}
