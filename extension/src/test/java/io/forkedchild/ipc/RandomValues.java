package io.forkedchild.ipc;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.TypedArray.Kind;
import io.forkedchild.js.Undefined;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random values of all that can be sent, with references to each other and to themselves. */
public final class RandomValues {

    private final Random random;
    private final List<Object> known = new ArrayList<>();

    private final int nodeVersion;

    public RandomValues(long seed) {
        this(seed, Integer.MAX_VALUE);
    }

    private RandomValues(long seed, int nodeVersion) {
        random = new Random(seed);
        this.nodeVersion = nodeVersion;
    }

    /**
     * Values that this version of Node reads, and writes with our bytes: before 20, no resizable buffers, and no flag
     * {@code v}; before 22, no error with both stack and cause.
     */
    public static RandomValues readBy(int nodeVersion, long seed) {
        return new RandomValues(seed, nodeVersion);
    }

    /** The next value; it shares nothing with the one before. */
    @Nullable
    public Object next() {
        known.clear();
        return value(5);
    }

    private @Nullable Object value(int depth) {
        if (!known.isEmpty() && random.nextInt(10) == 0) {
            return known.get(random.nextInt(known.size()));
        }
        if (depth == 0 || random.nextInt(3) == 0) {
            return primitive();
        }
        return random.nextInt(5) < 2 ? added(leaf()) : container(depth - 1);
    }

    private @Nullable Object primitive() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> Undefined.UNDEFINED;
            case 2 -> random.nextBoolean();
            case 3 -> bigInt();
            case 4, 5 -> number();
            default -> text();
        };
    }

    private Number number() {
        return switch (random.nextInt(7)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(300) - 150;
            case 2 -> random.nextLong() >> 11;
            case 3 -> (byte) random.nextInt();
            case 4 -> random.nextFloat();
            case 5 -> pick(-0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 2.0, 0x1p31, -0x1p31, 0x1p53);
            default -> random.nextGaussian();
        };
    }

    private BigInteger bigInt() {
        var size = new BigInteger(random.nextInt(200), random);
        return random.nextBoolean() ? size : size.negate();
    }

    private String text() {
        var latin = random.ints(random.nextInt(12), 0, 256);
        var characters = random.nextInt(3) > 0 ? latin : IntStream.concat(latin, random.ints(2, 0x100, 0x10000));
        return characters
                .collect(StringBuilder::new, (text, character) -> text.append((char) character), StringBuilder::append)
                .toString();
    }

    private Object leaf() {
        return switch (random.nextInt(9)) {
            case 0 -> Instant.ofEpochMilli(random.nextLong() % 8_640_000_000_000_001L);
            case 1 -> new InvalidDate();
            case 2 -> bytes(random.nextInt(40));
            case 3 -> typedArray(pick(Kind.values()));
            case 4 -> ArrayBuffer.of(bytes(random.nextInt(40)));
            case 5 ->
                nodeVersion >= 20
                        ? ArrayBuffer.resizable(40L + random.nextInt(40), bytes(random.nextInt(40)))
                        : ArrayBuffer.of(bytes(random.nextInt(40)));
            case 6 ->
                new JsRegExp(
                        pick("x", "(?:)", "[a-c]+", "日"),
                        pick("", "g", "gi", "dgimsuy", nodeVersion >= 20 ? "v" : "u"));
            case 7 -> new Boxed(pick(true, false, 1.5, "text", "日", BigInteger.TEN.negate()));
            default -> pick((Object) random.ints(3).toArray(), random.doubles(3).toArray(), new long[] {1, -1});
        };
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Node 20 knows no half floats. */
    private TypedArray typedArray(Kind kind) {
        var known = kind == Kind.FLOAT16 ? Kind.UINT8 : kind;
        return new TypedArray(known, bytes(known.elementBytes() * random.nextInt(6)));
    }

    private Object container(int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> filled(new JsMap(), map -> map.put(value(depth), value(depth)));
            case 1 -> filled(new JsSet(), set -> set.add(value(depth)));
            case 2 -> oddArray(depth);
            case 3 -> error(depth);
            case 4, 5 -> filled(new ArrayList<@Nullable Object>(), list -> list.add(value(depth)));
            default -> filled(new LinkedHashMap<String, @Nullable Object>(), map -> map.put(key(), value(depth)));
        };
    }

    private String key() {
        return pick(text(), "k" + random.nextInt(9), "" + random.nextInt(9), "-1", "01", "2147483648", "4294967294");
    }

    private <T> T filled(T container, Consumer<T> add) {
        added(container);
        for (int left = random.nextInt(6); left > 0; left--) {
            add.accept(container);
        }
        return container;
    }

    private JsArray oddArray(int depth) {
        var array = added(new JsArray(pick(1L, 3L, 10L, JsArray.MAX_LENGTH)));
        for (int left = random.nextInt(6); left > 0; left--) {
            array.set(random.nextLong(array.length()), value(depth));
            array.put(pick("p", "日", "q"), value(depth));
        }
        return array;
    }

    /** It is never referred to: its cause might do that, which Node 20 cannot read. */
    private JsError error(int depth) {
        var error = JsError.of(pick(JsError.NAMES.toArray(String[]::new)), text());
        if (random.nextBoolean()) {
            error.initStack(text());
        }
        if (random.nextBoolean() && (nodeVersion >= 22 || error.stack().isEmpty())) {
            error.initCause(value(depth));
        }
        return error;
    }

    private <T> T added(T object) {
        known.add(object);
        return object;
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
