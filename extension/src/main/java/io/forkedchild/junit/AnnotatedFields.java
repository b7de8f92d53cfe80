package io.forkedchild.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Finds the fields that have a launch annotation. The fields of superclasses come first, and the fields of one class come in the
 * order of the source.
 */
final class AnnotatedFields {

    private AnnotatedFields() {}

    /** Finds the static fields of a test class. A field that a class around it inherits as well has its child already. */
    static Stream<Field> ofClass(ExtensionContext context) {
        var around = context.getParent().stream().flatMap(Annotated::classes).toList();
        return all(context.getRequiredTestClass())
                .filter(AnnotatedFields::isStatic)
                .filter(field -> around.stream().noneMatch(field.getDeclaringClass()::isAssignableFrom));
    }

    /** Finds the fields that the extension sets in each instance of a class. */
    static Stream<Field> ofInstances(Class<?> type) {
        return all(type).filter(field -> !isStatic(field) && !isSetByConstructor(field));
    }

    private static Stream<Field> all(Class<?> type) {
        var classes = new ArrayDeque<Class<?>>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            classes.addFirst(each);
        }
        var ofInterfaces = Arrays.stream(type.getFields())
                .filter(field -> field.getDeclaringClass().isInterface());
        return Stream.concat(ofInterfaces, classes.stream().flatMap(each -> Arrays.stream(each.getDeclaredFields())))
                .filter(LaunchAnnotations::areOn);
    }

    private static boolean isStatic(Field field) {
        return Modifier.isStatic(field.getModifiers());
    }

    /**
     * Whether the constructor gets the child. The annotation of a record's component, and of a property in a Kotlin
     * constructor, stands on the parameter and on the field.
     */
    private static boolean isSetByConstructor(Field field) {
        return Arrays.stream(field.getDeclaringClass().getDeclaredConstructors())
                .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                .anyMatch(parameter -> isOf(parameter, field));
    }

    /** A class of Kotlin has the names of its constructor's properties, but Java sees them only with a flag of the compiler. */
    private static boolean isOfKotlin(Class<?> type) {
        return Arrays.stream(type.getDeclaredAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("kotlin.Metadata"));
    }

    private static boolean isOf(Parameter parameter, Field field) {
        return parameter.getType() == field.getType()
                && (parameter.isNamePresent()
                        ? parameter.getName().equals(field.getName())
                        : field.getDeclaringClass().isRecord() || isOfKotlin(field.getDeclaringClass()))
                && LaunchAnnotations.of(parameter).equals(LaunchAnnotations.of(field));
    }
}
