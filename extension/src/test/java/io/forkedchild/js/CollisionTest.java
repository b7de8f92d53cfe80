package io.forkedchild.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that were chosen so that Java's hash codes of them are equal. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CollisionTest {

    private static final int KEYS = 60_000;
    private static final int HASH = 0x3ff5_5555;

    static List<Arguments> keys() {
        return List.of(
                argumentSet("doubles", (IntFunction<Object>) CollisionTest::collidingDouble),
                argumentSet("BigInts", (IntFunction<Object>) CollisionTest::collidingBigInt),
                argumentSet("strings", (IntFunction<Object>) CollisionTest::collidingText),
                argumentSet("integers and doubles", (IntFunction<Object>)
                        i -> i % 2 == 0 ? (Object) i : collidingDouble(i)),
                argumentSet("all of them", (IntFunction<Object>) CollisionTest::mixed));
    }

    private static Object mixed(int i) {
        return switch (i % 4) {
            case 0 -> collidingDouble(i);
            case 1 -> collidingBigInt(i);
            case 2 -> collidingText(i);
            default -> new ArrayList<>();
        };
    }

    /** The halves of its bits make the hash code, by exclusive or. */
    private static Double collidingDouble(int i) {
        return Double.longBitsToDouble((long) (i ^ HASH) << 32 | i);
    }

    /** The hash code of digits {@code high, low} of 32 bits each is {@code 31 * high + low}. */
    private static BigInteger collidingBigInt(int i) {
        return BigInteger.valueOf((long) (i + 1) << 32 | (HASH - 31L * i));
    }

    private static String collidingText(int i) {
        var text = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    @Test
    void keysCollide() {
        assertThat(IntStream.range(0, KEYS)
                        .map(i -> collidingDouble(i).hashCode())
                        .distinct())
                .hasSize(1);
        assertThat(IntStream.range(0, KEYS)
                        .map(i -> collidingBigInt(i).hashCode())
                        .distinct())
                .hasSize(1);
        assertThat(IntStream.range(0, KEYS)
                        .map(i -> collidingText(i).hashCode())
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void setOfKeysThatCollideCostsLittleMoreThanAnyOther(IntFunction<Object> key) {
        fill(i -> 1.5 * i); // loads classes
        long harmless = fill(i -> 1.5 * i);

        long colliding = fill(key);

        assertThat(colliding).isLessThan(100_000_000 + 40 * harmless);
    }

    /** @return nanoseconds of the processor */
    private static long fill(IntFunction<Object> key) {
        var keys = IntStream.range(0, KEYS).mapToObj(key).toList();
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        var set = JsSet.copyOf(keys);
        var map = new JsMap();
        keys.forEach(one -> map.put(one, one));
        boolean all = keys.stream().allMatch(one -> set.contains(one) && map.get(one) == one);
        long end = threads.getCurrentThreadCpuTime();
        assertThat(all).isTrue();
        assertThat(set).hasSize(KEYS);
        assertThat(map).hasSize(KEYS);
        return end - begin;
    }

    /** In the tree that a table makes of keys that collide, all of them must be found again. */
    @Test
    void keysThatCollideAreToldApart() {
        var set = new JsSet();
        for (int i = 0; i < 200; i++) {
            set.add(collidingDouble(i));
            set.add(collidingBigInt(i));
            set.add(collidingText(i));
            set.add(i % 2 == 0);
            set.add(null);
            set.add(Undefined.UNDEFINED);
            set.add(collidingDouble(i));
        }

        assertThat(set).hasSize(604).contains(true, false, null, Undefined.UNDEFINED, collidingDouble(7));
        assertThat(set.contains(collidingDouble(200))).isFalse();
    }
}
