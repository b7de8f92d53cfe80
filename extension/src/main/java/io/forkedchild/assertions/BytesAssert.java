package io.forkedchild.assertions;

import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ByteArrayAssert;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/** AssertJ's assertions about the bytes of output, whose failures are {@link Told}. */
class BytesAssert extends ByteArrayAssert {

    /** Public for AssertJ's proxies. */
    public BytesAssert(byte[] actual) {
        super(actual);
    }

    private Told told() {
        return new Told(info, actual, true);
    }

    @Override
    public ByteArrayAssert isEqualTo(@Nullable Object expected) {
        return told().comparing("to be equal to", expected, line -> line, () -> super.isEqualTo(expected));
    }

    @Override
    public ByteArrayAssert isNotEqualTo(@Nullable Object other) {
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
    public ByteArrayAssert isNotEmpty() {
        return told().expecting("not to be empty", super::isNotEmpty);
    }

    @Override
    public ByteArrayAssert hasSize(int size) {
        return told().counting(size, () -> super.hasSize(size));
    }

    @Override
    public ByteArrayAssert contains(byte... bytes) {
        return told().expecting("to contain", bytes, () -> super.contains(bytes));
    }

    @Override
    public ByteArrayAssert contains(int... values) {
        return contains(bytes(values));
    }

    @Override
    public ByteArrayAssert containsSequence(byte... bytes) {
        return told().expecting("to contain in this order", bytes, () -> super.containsSequence(bytes));
    }

    @Override
    public ByteArrayAssert containsSequence(int... values) {
        return containsSequence(bytes(values));
    }

    @Override
    public ByteArrayAssert startsWith(byte... bytes) {
        return told().expecting("to start with", bytes, () -> super.startsWith(bytes));
    }

    @Override
    public ByteArrayAssert startsWith(int... values) {
        return startsWith(bytes(values));
    }

    @Override
    public ByteArrayAssert endsWith(byte... bytes) {
        return told().expecting("to end with", bytes, () -> super.endsWith(bytes));
    }

    @Override
    public ByteArrayAssert endsWith(int... values) {
        return endsWith(bytes(values));
    }

    @Override
    public ByteArrayAssert doesNotContain(byte... bytes) {
        return told().expecting("not to contain", bytes, () -> super.doesNotContain(bytes));
    }

    @Override
    public ByteArrayAssert doesNotContain(int... values) {
        return doesNotContain(bytes(values));
    }

    @Override
    public ByteArrayAssert containsExactly(byte... bytes) {
        return told().comparing("to contain exactly", bytes, line -> line, () -> super.containsExactly(bytes));
    }

    @Override
    public ByteArrayAssert containsExactly(int... values) {
        return containsExactly(bytes(values));
    }

    @Override
    protected ByteArrayAssert satisfiesForProxy(Consumer<? super byte[]>[] requirements) {
        return told().asItIs(() -> super.satisfiesForProxy(requirements));
    }

    private static byte[] bytes(int[] values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Override
    public AbstractStringAssert<?> asString() {
        return Origin.handOn(info, super.asString());
    }

    @Override
    public AbstractStringAssert<?> asString(Charset charset) {
        return Origin.handOn(info, super.asString(charset));
    }

    @Override
    public ByteArrayAssert describedAs(Description description) {
        return super.describedAs(Origin.of(info, description));
    }
}
