package io.forkedchild.ipc.v8;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.TypedArray.Kind;
import io.forkedchild.text.Count;
import java.time.Instant;

/** Reads the objects that have no others inside: dates, regular expressions, buffers and views of them, boxed primitives. */
final class V8Leaves {

    private static final int LENGTH_TRACKING = 1;
    private static final int RESIZABLE = 2;
    private static final double LARGEST_TIME = 8.64e15;

    private final V8Input input;
    private final boolean flagsOfViews;

    /** Views have flags since version 14. */
    V8Leaves(V8Input input, boolean flagsOfViews) {
        this.input = input;
        this.flagsOfViews = flagsOfViews;
    }

    Object read(byte tag, int start) {
        return switch (tag) {
            case V8Tag.DATE -> date(input.float64());
            case V8Tag.TRUE_OBJECT -> new Boxed(true);
            case V8Tag.FALSE_OBJECT -> new Boxed(false);
            case V8Tag.NUMBER_OBJECT -> new Boxed(input.float64());
            case V8Tag.BIG_INT_OBJECT -> new Boxed(input.bigInt());
            case V8Tag.STRING_OBJECT -> new Boxed(input.string());
            case V8Tag.REG_EXP -> regExp();
            case V8Tag.ARRAY_BUFFER -> ArrayBuffer.of(input.bytes(input.uint32()));
            case V8Tag.RESIZABLE_ARRAY_BUFFER -> resizable();
            case V8Tag.HOST_OBJECT -> hostView();
            default -> throw new V8Defect(start, "no value begins with " + V8Tag.shown(tag));
        };
    }

    private static Object date(double time) {
        return Math.abs(time) <= LARGEST_TIME ? Instant.ofEpochMilli((long) time) : new InvalidDate();
    }

    private JsRegExp regExp() {
        var source = input.string();
        long bits = input.uint32();
        return V8Names.flags(bits)
                .map(flags -> new JsRegExp(source, flags))
                .orElseThrow(() -> input.defect("no regular expression has the flags " + bits));
    }

    private ArrayBuffer resizable() {
        long length = input.uint32();
        long maximum = input.uint32();
        if (length > maximum) {
            throw input.defect("a buffer of " + Count.bytes(length) + ", at most " + maximum);
        }
        return ArrayBuffer.resizable(maximum, input.bytes(length));
    }

    /** Node ignores the rest of an element. */
    private Object hostView() {
        long index = input.uint32();
        var kind = V8Names.viewOfIndex(index);
        if (index != V8Names.BUFFER_INDEX && kind.isEmpty()) {
            throw input.defect("no typed array has the index " + index);
        }
        var bytes = input.bytes(input.uint32());
        return kind.map(array -> view(array, bytes)).orElse(bytes);
    }

    private static Object view(Kind kind, byte[] bytes) {
        return ArrayBuffer.of(bytes).view(kind, 0, bytes.length - bytes.length % kind.elementBytes());
    }

    TypedArray view(ArrayBuffer buffer) {
        var kind = V8Names.viewOfSubtag(input.raw()).orElseThrow(() -> input.defect("no view of a buffer is named so"));
        long offset = input.uint32();
        long length = input.uint32();
        checkFlags(buffer, flagsOfViews ? input.uint32() : 0);
        if (offset + length > buffer.byteLength()) {
            throw input.defect(
                    "a view of " + Count.bytes(length) + " from " + offset + " on, of " + buffer.byteLength());
        }
        if ((offset | length) % kind.elementBytes() != 0) {
            throw input.defect("a " + kind.className() + " of " + Count.bytes(length) + " from " + offset + " on");
        }
        return buffer.view(kind, (int) offset, (int) length);
    }

    private void checkFlags(ArrayBuffer buffer, long flags) {
        boolean resizable = buffer.maxByteLength().isPresent();
        boolean fits = resizable ? (flags & RESIZABLE) != 0 : (flags & (RESIZABLE | LENGTH_TRACKING)) == 0;
        if (!fits) {
            throw input.defect("flags " + flags + " of a view");
        }
    }
}
