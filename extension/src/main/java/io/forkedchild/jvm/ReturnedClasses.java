package io.forkedchild.jvm;

import io.forkedchild.text.Printable;
import java.io.File;
import java.io.ObjectInputFilter;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes that may be in a returned value: those that the test asks for, those of their fields, subclasses of both, and the plain
 * values and collections of Java. Everything else is refused before any of its code runs. The size and the depth
 * of the value are bounded, too.
 */
final class ReturnedClasses implements ObjectInputFilter {

    private static final long MOST_BYTES = 1L << 30;
    private static final long MOST_OBJECTS = 20_000_000;
    private static final int MOST_DEPTH = 500;
    private static final Set<String> PACKAGES = Set.of(
            "java.lang",
            "java.math",
            "java.sql",
            "java.time",
            "java.time.chrono",
            "java.time.zone",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.regex",
            "sun.util.calendar");

    private final Class<?> declared;
    private final Set<Class<?>> asked = new HashSet<>();
    private @Nullable String refusal;

    ReturnedClasses(Class<?> declared, Class<?>... within) {
        this.declared = declared;
        var seen = new HashSet<Type>();
        ask(declared, seen);
        askAll(within, seen);
    }

    /** Why something was refused. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    // ---- what was asked for

    private void ask(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof Class<?> named) {
            askClass(named, seen);
        } else if (type instanceof ParameterizedType generic) {
            ask(generic.getRawType(), seen);
            askAll(generic.getActualTypeArguments(), seen);
        } else if (type instanceof GenericArrayType array) {
            ask(array.getGenericComponentType(), seen);
        } else if (type instanceof WildcardType wildcard) {
            askAll(wildcard.getUpperBounds(), seen);
            askAll(wildcard.getLowerBounds(), seen);
        }
    }

    private void askAll(Type[] types, Set<Type> seen) {
        for (var type : types) {
            ask(type, seen);
        }
    }

    private void askClass(Class<?> type, Set<Type> seen) {
        var element = elementOf(type);
        if (isOfJava(element)) {
            return;
        }
        asked.add(element);
        for (Class<?> holder = element; holder != null && !isOfJava(holder); holder = holder.getSuperclass()) {
            for (var field : holder.getDeclaredFields()) {
                if (isSerialized(field)) {
                    ask(field.getGenericType(), seen);
                }
            }
        }
        var permitted = element.getPermittedSubclasses();
        if (permitted != null) {
            askAll(permitted, seen);
        }
    }

    private static boolean isSerialized(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
    }

    private static Class<?> elementOf(Class<?> type) {
        return type.isArray() ? elementOf(type.getComponentType()) : type;
    }

    private static boolean isOfJava(Class<?> type) {
        return type.isPrimitive()
                || type.getName().startsWith("java.")
                || type.getName().startsWith("javax.");
    }

    // ---- what comes

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.streamBytes() > MOST_BYTES || info.references() > MOST_OBJECTS || info.arrayLength() > MOST_BYTES) {
            return refuse("it is larger than a returned value may be");
        }
        if (info.depth() > MOST_DEPTH) {
            return refuse("it is deeper than the " + MOST_DEPTH + " levels that a returned value may have");
        }
        return info.serialClass() == null ? Status.UNDECIDED : check(info.serialClass());
    }

    private Status check(Class<?> type) {
        var element = elementOf(type);
        if (!isAdmitted(element)) {
            return refuse("it holds a " + Printable.of(element.getName())
                    + ", which is no plain value of Java, and which the test has not" + " asked for: returned("
                    + simple(declared) + ".class, " + simple(element) + ".class) admits it");
        }
        return Status.ALLOWED;
    }

    private boolean isAdmitted(Class<?> element) {
        return element.isPrimitive()
                || isPlain(element)
                || asked.contains(element.getEnclosingClass())
                || asked.stream().anyMatch(type -> type.isAssignableFrom(element) || element.isAssignableFrom(type));
    }

    private static String simple(Class<?> type) {
        return Printable.of(type.getSimpleName());
    }

    /** Values and collections. No lambdas, proxies, and addresses, whose hash codes ask a name server. */
    private static boolean isPlain(Class<?> type) {
        return PACKAGES.contains(type.getPackageName())
                || type == URI.class
                || type == File.class
                || (Throwable.class.isAssignableFrom(type) && isOfJava(type));
    }

    private Status refuse(String reason) {
        refusal = reason;
        return Status.REJECTED;
    }
}
