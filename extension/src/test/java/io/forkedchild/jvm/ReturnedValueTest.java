package io.forkedchild.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the test JVM reads of a value that a child has returned, and what it refuses before code of it runs. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class ReturnedValueTest {

    private static final AtomicInteger RUN_IN_THE_TEST = new AtomicInteger();

    record Point(int x, int y) implements Serializable {}

    record Line(Point from, List<Point> via, Shape shape) implements Serializable {}

    sealed interface Shape extends Serializable permits Straight {}

    record Straight(double width) implements Shape {}

    record Box(Object content) implements Serializable {}

    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException {
            RUN_IN_THE_TEST.incrementAndGet();
        }
    }

    static Stream<Serializable> plainValues() {
        return Stream.of(
                "text",
                42,
                new int[][] {{1}, {2, 3}},
                new BigDecimal("1.50"),
                Instant.EPOCH,
                LocalDate.of(2020, 2, 29),
                new UUID(1, 2),
                new GregorianCalendar(2020, 1, 29),
                TimeUnit.DAYS,
                new ArrayList<Object>(Arrays.asList(1, null, "three")),
                (Serializable) List.of("a", Map.of("b", 1)),
                EnumSet.of(TimeUnit.DAYS),
                new TreeMap<>(Map.of("k", new HashSet<>(List.of(1, 2)))),
                new IOException("told"));
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void plainValuesAndCollectionsNeedNoWord(Serializable value, ForkedChildren children) {
        var returned = children.fork(() -> value).returned(Object.class);

        if (value instanceof Throwable) {
            assertThat(returned).hasToString(value.toString());
        } else {
            assertThat(Objects.deepEquals(returned, value)).as("%s", returned).isTrue();
        }
    }

    @Test
    void typesOfFieldsAreAskedForWithTheType(ForkedChildren children) {
        var child = children.fork(
                () -> new Line(new Point(1, 2), new ArrayList<>(List.of(new Point(3, 4))), new Straight(0.5)));

        assertThat(child.returned(Line.class))
                .isEqualTo(new Line(new Point(1, 2), List.of(new Point(3, 4)), new Straight(0.5)));
    }

    @Test
    void elementsAreAskedForBesideTheList(ForkedChildren children) {
        var child = children.fork(() -> new ArrayList<>(List.of(new Point(3, 4))));

        assertThatThrownBy(() -> child.returned(List.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("returned(List.class, Point.class) admits it");
        List<?> points = child.returned(List.class, Point.class);
        assertThat((Object) points).isEqualTo(List.of(new Point(3, 4)));
    }

    static Stream<Serializable> holders() {
        return Stream.of(
                new Gadget(),
                new Gadget[] {new Gadget()},
                new ArrayList<>(List.of(new Gadget())),
                new HashMap<>(Map.of("k", new Gadget())),
                new Box(new Gadget()));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void codeOfAClassThatNobodyAskedForNeverRuns(Serializable value, ForkedChildren children) {
        var child = children.fork(() -> value);
        int before = RUN_IN_THE_TEST.get();
        Class<?> asked = value instanceof Box ? Box.class : Object.class;

        assertThatThrownBy(() -> child.returned(asked))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ReturnedValueTest$Gadget");

        assertThat(RUN_IN_THE_TEST).hasValue(before);
    }

    @Test
    void lambdaInAValueIsRefused(ForkedChildren children) {
        var child = children.fork(() -> new Box((Runnable & Serializable) () -> {}));

        assertThatThrownBy(() -> child.returned(Box.class)).hasMessageContaining("SerializedLambda");
    }

    /** The hash code of such sets takes twice as long with each level. */
    @Test
    void setsInSetsAreRefusedInsteadOfHashedForYears(ForkedChildren children) {
        var child = children.fork(() -> {
            var outer = new HashSet<Object>();
            var first = outer;
            var second = new HashSet<Object>();
            for (int i = 0; i < 60; i++) {
                var nextFirst = new HashSet<Object>();
                var nextSecond = new HashSet<Object>();
                nextFirst.add("different");
                first.add(nextFirst);
                first.add(nextSecond);
                second.add(nextFirst);
                second.add(nextSecond);
                first = nextFirst;
                second = nextSecond;
            }
            return outer;
        });

        assertThatThrownBy(() -> child.returned(Object.class))
                .hasMessageContaining("sets or lists are in each other so often");
    }

    @Test
    void valueDeeperThanAStackIsRefused(ForkedChildren children) {
        var child = children.fork(() -> {
            var list = new ArrayList<Object>();
            for (int i = 0; i < 600; i++) {
                list = new ArrayList<Object>(List.of(list));
            }
            return list;
        });

        assertThatThrownBy(() -> child.returned(List.class)).hasMessageContaining("deeper than the 500 levels");
    }

    @Test
    void mapsAsWideAsJsonAreRead(ForkedChildren children) {
        var child = children.fork(() -> {
            var map = new LinkedHashMap<String, Object>();
            for (int i = 0; i < 20; i++) {
                map = new LinkedHashMap<String, Object>(Map.of("deeper", map, "number", i));
            }
            return map;
        });

        assertThat((Map<?, ?>) child.returned(Map.class)).hasSize(2);
    }

    @Test
    void addressIsNoPlainValue(ForkedChildren children) {
        var child = children.fork(InetAddress::getLoopbackAddress);

        assertThatThrownBy(() -> child.returned(Object.class)).hasMessageContaining("java.net.Inet");
    }
}
