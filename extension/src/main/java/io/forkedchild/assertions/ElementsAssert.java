package io.forkedchild.assertions;

import io.forkedchild.text.LongLines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractIterableSizeAssert;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.ThrowingConsumer;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/** AssertJ's assertions about lines of output and about messages, whose failures are {@link Told}. */
class ElementsAssert<T> extends ListAssert<T> {

    private final Object plain = objects;
    private final Object plainIterables = iterables;

    /** Public for AssertJ's proxies. */
    public ElementsAssert(List<? extends T> actual) {
        super(actual);
    }

    private Told told() {
        return new Told(info, actual, isPlain());
    }

    private boolean isPlain() {
        return objects == plain && iterables == plainIterables;
    }

    /** While lines still come, an assertion that stays true whatever else comes passes as soon as it is true. */
    private ListAssert<T> once(Consumer<ElementsAssert<T>> assertion, Supplier<ListAssert<T>> ofAll) {
        if (!(actual instanceof GrowingLines lines) || !isPlain()) {
            return ofAll.get();
        }
        if (lines.reach(some -> passes(assertion, some))) {
            return myself;
        }
        if (info.description() instanceof Origin origin) {
            info.description(lines.waitedFor(origin));
        }
        return lines.asTheyAre(ofAll);
    }

    @SuppressWarnings("unchecked") // lines, of which this is an assertion
    private boolean passes(Consumer<ElementsAssert<T>> assertion, List<String> lines) {
        try {
            assertion.accept(new ElementsAssert<>((List<T>) lines));
            return true;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    @Override
    public ListAssert<T> isEqualTo(@Nullable Object expected) {
        return told().comparing("to be equal to", expected, line -> line, () -> super.isEqualTo(expected));
    }

    @Override
    public ListAssert<T> isNotEqualTo(@Nullable Object other) {
        return told().expecting("not to be equal to", other, () -> super.isNotEqualTo(other));
    }

    @Override
    public void isEmpty() {
        told().expecting("to be empty", () -> {
            super.isEmpty();
            return this;
        });
    }

    @Override
    public ListAssert<T> isNotEmpty() {
        return once(ElementsAssert::isNotEmpty, () -> told().expecting("not to be empty", super::isNotEmpty));
    }

    @Override
    public ListAssert<T> hasSize(int size) {
        return told().counting(size, () -> super.hasSize(size));
    }

    @Override
    protected ListAssert<T> containsForProxy(T[] values) {
        return once(
                some -> some.containsForProxy(values),
                () -> told().finding("to contain", values, () -> super.containsForProxy(values)));
    }

    @Override
    protected ListAssert<T> containsOnlyForProxy(T[] values) {
        requireRoom();
        return told().finding("to contain only", values, () -> super.containsOnlyForProxy(values));
    }

    @Override
    protected ListAssert<T> containsExactlyInAnyOrderForProxy(T[] values) {
        requireRoom();
        return told().finding(
                        "to contain exactly, in any order,",
                        values,
                        () -> super.containsExactlyInAnyOrderForProxy(values));
    }

    @Override
    protected ListAssert<T> containsSequenceForProxy(T[] values) {
        return once(
                some -> some.containsSequenceForProxy(values),
                () -> told().finding("to contain in this order", values, () -> {
                    requireRoom();
                    return super.containsSequenceForProxy(values);
                }));
    }

    @Override
    protected ListAssert<T> containsSubsequenceForProxy(T[] values) {
        return once(
                some -> some.containsSubsequenceForProxy(values),
                () -> told().finding(
                                "to contain in this order, perhaps with others between,",
                                values,
                                () -> super.containsSubsequenceForProxy(values)));
    }

    @Override
    protected ListAssert<T> startsWithForProxy(T[] values) {
        return once(
                some -> some.startsWithForProxy(values),
                () -> told().finding("to start with", values, () -> super.startsWithForProxy(values)));
    }

    @Override
    protected ListAssert<T> doesNotContainForProxy(T[] values) {
        return told().finding("not to contain", values, () -> super.doesNotContainForProxy(values));
    }

    @Override
    protected ListAssert<T> endsWithForProxy(T first, T[] rest) {
        requireRoom();
        var values = Stream.concat(Stream.of(first), Stream.of(rest)).toArray();
        return told().finding("to end with", values, () -> super.endsWithForProxy(first, rest));
    }

    @Override
    protected ListAssert<T> containsExactlyForProxy(T[] values) {
        return told().comparing("to contain exactly", values, line -> line, () -> containsExactlyThese(values));
    }

    /** AssertJ copies the list. */
    private ListAssert<T> containsExactlyThese(T[] values) {
        var lines = longLines();
        if (lines.isEmpty() || !isPlain()) {
            return super.containsExactlyForProxy(values);
        }
        if (!Arrays.asList(values).equals(lines.get())) {
            throw new AssertionError("not exactly these lines");
        }
        return myself;
    }

    /** Lines that are too many to be held; waits for those that still come. */
    private Optional<LongLines> longLines() {
        return actual.isEmpty() ? Optional.empty() : LongList.of(actual);
    }

    private void requireRoom() {
        if (longLines().isEmpty()) {
            return;
        }
        var what = info.description() instanceof Origin origin ? origin.what : "this output";
        LongList.requireRoom(actual, what);
    }

    // ---- requirements, in AssertJ's words

    @Override
    public ListAssert<T> allMatch(Predicate<? super T> predicate) {
        return told().asItIs(() -> allOfMany(predicate) ? myself : super.allMatch(predicate));
    }

    /** AssertJ keeps all that do not match. */
    private boolean allOfMany(Predicate<? super T> predicate) {
        if (longLines().isEmpty()) {
            return false;
        }
        for (int i = 0; i < actual.size(); i++) {
            if (!predicate.test(actual.get(i))) {
                throw new AssertionError("Expecting all lines to match given predicate but line " + (i + 1)
                        + " did not: " + info.representation().toStringOf(actual.get(i)));
            }
        }
        return true;
    }

    @Override
    public ListAssert<T> anyMatch(Predicate<? super T> predicate) {
        return once(some -> some.anyMatch(predicate), () -> told().asItIs(() -> super.anyMatch(predicate)));
    }

    @Override
    public ListAssert<T> noneMatch(Predicate<? super T> predicate) {
        return told().asItIs(() -> super.noneMatch(predicate));
    }

    @Override
    public ListAssert<T> allSatisfy(Consumer<? super T> requirements) {
        requireRoom();
        return told().asItIs(() -> super.allSatisfy(requirements));
    }

    @Override
    public ListAssert<T> allSatisfy(ThrowingConsumer<? super T> requirements) {
        requireRoom();
        return told().asItIs(() -> super.allSatisfy(requirements));
    }

    @Override
    public ListAssert<T> anySatisfy(Consumer<? super T> requirements) {
        return once(
                some -> some.anySatisfy(requirements),
                () -> told().asItIs(() -> {
                    requireRoom();
                    return super.anySatisfy(requirements);
                }));
    }

    @Override
    public ListAssert<T> anySatisfy(ThrowingConsumer<? super T> requirements) {
        return once(
                some -> some.anySatisfy(requirements),
                () -> told().asItIs(() -> {
                    requireRoom();
                    return super.anySatisfy(requirements);
                }));
    }

    @Override
    public ListAssert<T> noneSatisfy(Consumer<? super T> requirements) {
        requireRoom();
        return told().asItIs(() -> super.noneSatisfy(requirements));
    }

    @Override
    public ListAssert<T> noneSatisfy(ThrowingConsumer<? super T> requirements) {
        requireRoom();
        return told().asItIs(() -> super.noneSatisfy(requirements));
    }

    @Override
    protected ListAssert<T> satisfiesExactlyForProxy(Consumer<? super T>[] requirements) {
        requireRoom();
        return told().asItIs(() -> super.satisfiesExactlyForProxy(requirements));
    }

    @Override
    public <E> ListAssert<T> zipSatisfy(Iterable<E> other, BiConsumer<? super T, E> requirements) {
        return told().asItIs(() -> super.zipSatisfy(other, requirements));
    }

    @Override
    protected ListAssert<T> satisfiesAnyOfForProxy(Consumer<? super List<? extends T>>[] requirements) {
        return told().asItIs(() -> super.satisfiesAnyOfForProxy(requirements));
    }

    @Override
    protected ListAssert<T> satisfiesForProxy(Consumer<? super List<? extends T>>[] requirements) {
        return told().asItIs(() -> super.satisfiesForProxy(requirements));
    }

    // ---- what they lead to

    @Override
    protected ListAssert<T> newAbstractIterableAssert(Iterable<? extends T> elements) {
        var list = new ArrayList<T>();
        elements.forEach(list::add);
        return new ElementsAssert<>(list);
    }

    @Override
    protected <E> AbstractListAssert<?, List<? extends E>, E, ObjectAssert<E>> newListAssertInstance(
            List<? extends E> elements) {
        return new ElementsAssert<>(elements);
    }

    @Override
    public ObjectAssert<T> toAssert(T value, String description) {
        return Origin.handOn(info, super.toAssert(value, description));
    }

    @Override
    public AbstractIterableSizeAssert<ListAssert<T>, List<? extends T>, T, ObjectAssert<T>> size() {
        return Origin.handOn(info, super.size());
    }

    @Override
    public AbstractStringAssert<?> asString() {
        return Origin.handOn(info, super.asString());
    }

    @Override
    public ListAssert<T> describedAs(Description description) {
        return super.describedAs(Origin.of(info, description));
    }
}
