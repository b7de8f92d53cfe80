package io.forkedchild.api;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Stream;

/** A type as its users see it, in lines. */
record PublicType(Class<?> type) {

    boolean isVisible() {
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            if (!Modifier.isPublic(each.getModifiers()) || each.isAnonymousClass()) {
                return false;
            }
        }
        return true;
    }

    Stream<String> lines() {
        var members = Stream.of(
                        visible(type.getDeclaredConstructors()).map(PublicType::signature),
                        visible(type.getDeclaredFields()).map(PublicType::signature),
                        visible(type.getDeclaredMethods()).map(PublicType::signature))
                .flatMap(lines -> lines)
                .sorted()
                .distinct()
                .map(line -> "  " + line);
        return Stream.concat(Stream.of(header()), members);
    }

    private static <M extends Member> Stream<M> visible(M[] members) {
        return Arrays.stream(members)
                .filter(member -> !member.isSynthetic())
                .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    }

    private String header() {
        var parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .filter(parent -> parent != Object.class)
                .map(Type::getTypeName)
                .collect(joining(", "));
        return modifiers(type.getModifiers()) + kind() + " " + type.getTypeName()
                + (parents.isEmpty() ? "" : ": " + parents);
    }

    private String kind() {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isRecord() ? "record" : type.isInterface() ? "interface" : "class";
    }

    private static String modifiers(int modifiers) {
        int shown = modifiers & (Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT | Modifier.PROTECTED);
        return shown == 0 ? "" : Modifier.toString(shown) + " ";
    }

    private static String signature(Field field) {
        return modifiers(field.getModifiers()) + field.getGenericType().getTypeName() + " " + field.getName();
    }

    private static String signature(Executable executable) {
        var result = executable instanceof Method method
                ? method.getGenericReturnType().getTypeName() + " "
                : "new ";
        var parameters = Arrays.stream(executable.getGenericParameterTypes())
                .map(Type::getTypeName)
                .collect(joining(", "));
        return modifiers(executable.getModifiers()) + result + executable.getName() + "(" + parameters + ")";
    }
}
