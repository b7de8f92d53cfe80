package io.forkedchild.ipc.v8;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.lang.ref.Reference;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;

/** Which classes the format has a value of its own for, and which can never be sent; the others are left to Jackson. */
final class V8Types {

    private static final List<Class<?>> VALUES = List.of(
            Collection.class,
            Map.class,
            Instant.class,
            Date.class,
            BigInteger.class,
            Undefined.class,
            InvalidDate.class,
            JsArray.class,
            JsError.class,
            JsRegExp.class,
            Boxed.class,
            ArrayBuffer.class,
            TypedArray.class);
    private static final List<Class<?>> UNSENDABLE = List.of(
            AutoCloseable.class,
            Thread.class,
            ThreadGroup.class,
            ThreadLocal.class,
            ClassLoader.class,
            Process.class,
            ProcessHandle.class,
            Future.class,
            Executor.class,
            Lock.class,
            Reference.class,
            Iterator.class,
            Enumeration.class,
            Pattern.class);

    private V8Types() {}

    /** Whether {@link V8Writer} writes the objects of the class itself, or refuses them. */
    static boolean isOwn(Class<?> type) {
        return (type.isArray() && type != char[].class)
                || VALUES.stream().anyMatch(value -> value.isAssignableFrom(type))
                || refusal(type).isPresent();
    }

    /** What to say of the class behind its name, if its objects can never be sent. */
    static Optional<String> refusal(Class<?> type) {
        if (type.isHidden() || type.isSynthetic()) {
            return Optional.of(", a lambda or another class without a name");
        }
        if (type == Pattern.class) {
            return Optional.of(", whose syntax is Java's; send an io.forkedchild.js.JsRegExp");
        }
        return UNSENDABLE.stream().anyMatch(unsendable -> unsendable.isAssignableFrom(type))
                ? Optional.of(", which is no data")
                : Optional.empty();
    }

    /** What an array of numbers is in JavaScript. */
    static TypedArray typedArray(Object array) {
        if (array instanceof short[] shorts) {
            return TypedArray.of(shorts);
        }
        if (array instanceof int[] ints) {
            return TypedArray.of(ints);
        }
        if (array instanceof long[] longs) {
            return TypedArray.of(longs);
        }
        return array instanceof float[] floats ? TypedArray.of(floats) : TypedArray.of((double[]) array);
    }
}
