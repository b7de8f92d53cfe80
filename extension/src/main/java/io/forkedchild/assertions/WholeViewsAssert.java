package io.forkedchild.assertions;

import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractBooleanAssert;
import org.assertj.core.api.AbstractByteArrayAssert;
import org.assertj.core.api.AbstractByteAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.AbstractFloatAssert;
import org.assertj.core.api.AbstractIntegerAssert;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.AbstractShortAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.assertj.core.api.ObjectAssert;

/** What AssertJ's assertions about a text lead to, and other ways to compare: of the whole of an output. */
@SuppressWarnings("deprecation") // whatever AssertJ still has
abstract class WholeViewsAssert extends WholeOutputAssert {

    WholeViewsAssert(String actual) {
        super(actual);
    }

    @Override
    public String actual() {
        return whole("actual").actual();
    }

    @Override
    public AbstractByteArrayAssert<?> asBase64Decoded() {
        return whole("asBase64Decoded").asBase64Decoded();
    }

    @Override
    public AbstractBooleanAssert<?> asBoolean() {
        return whole("asBoolean").asBoolean();
    }

    @Override
    public AbstractByteAssert<?> asByte() {
        return whole("asByte").asByte();
    }

    @Override
    public AbstractDoubleAssert<?> asDouble() {
        return whole("asDouble").asDouble();
    }

    @Override
    public AbstractFloatAssert<?> asFloat() {
        return whole("asFloat").asFloat();
    }

    @Override
    public <ASSERT extends AbstractAssert<?, ?>> ASSERT asInstanceOf(InstanceOfAssertFactory<?, ASSERT> factory) {
        return whole("asInstanceOf").asInstanceOf(factory);
    }

    @Override
    public AbstractIntegerAssert<?> asInt() {
        return whole("asInt").asInt();
    }

    @Deprecated
    @Override
    public AbstractListAssert<?, List<?>, Object, ObjectAssert<Object>> asList() {
        return whole("asList").asList();
    }

    @Override
    public AbstractLongAssert<?> asLong() {
        return whole("asLong").asLong();
    }

    @Override
    public AbstractShortAssert<?> asShort() {
        return whole("asShort").asShort();
    }

    @Override
    public AbstractByteArrayAssert<?> bytes(String string) {
        return whole("bytes").bytes(string);
    }

    @Override
    public AbstractByteArrayAssert<?> bytes(Charset charset) {
        return whole("bytes").bytes(charset);
    }

    @Deprecated
    @Override
    public AbstractByteArrayAssert<?> decodedAsBase64() {
        return whole("decodedAsBase64").decodedAsBase64();
    }

    @Override
    public OutputAssert inBinary() {
        return whole("inBinary").inBinary();
    }

    @Override
    public OutputAssert inHexadecimal() {
        return whole("inHexadecimal").inHexadecimal();
    }

    @Override
    public OutputAssert inUnicode() {
        return whole("inUnicode").inUnicode();
    }

    @Override
    public OutputAssert usingComparator(Comparator<? super String> comparator) {
        return whole("usingComparator").usingComparator(comparator);
    }

    @Override
    public OutputAssert usingComparator(Comparator<? super String> comparator, String description) {
        return whole("usingComparator").usingComparator(comparator, description);
    }

    @Override
    public OutputAssert usingDefaultComparator() {
        return whole("usingDefaultComparator").usingDefaultComparator();
    }

    @Override
    public OutputAssert usingEquals(BiPredicate<? super String, ? super String> equality) {
        return whole("usingEquals").usingEquals(equality);
    }

    @Override
    public OutputAssert usingEquals(BiPredicate<? super String, ? super String> equality, String description) {
        return whole("usingEquals").usingEquals(equality, description);
    }
}
