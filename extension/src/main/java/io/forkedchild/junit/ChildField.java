package io.forkedchild.junit;

import io.forkedchild.ForkedChildren;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.ReflectionSupport;

/** A field that is set to a child which its annotation launches. */
final class ChildField {

    private final Field field;
    private final @Nullable Object instance;
    private final AnnotatedChild child;

    private ChildField(Field field, @Nullable Object instance) {
        var place = new FieldPlace(field);
        this.field = field;
        this.instance = instance;
        this.child = AnnotatedChild.of(place);
        if (Modifier.isFinal(field.getModifiers())) {
            throw place.refusalOfFinal(place.launchAnnotations().get(0));
        }
        if (!isAccessible()) {
            throw place.refusalOfAccess();
        }
    }

    /**
     * The static fields of a test class.
     *
     * @throws JUnitException if one of them cannot be set to a child
     */
    static List<ChildField> ofClass(ExtensionContext context) {
        return AnnotatedFields.ofClass(context)
                .map(field -> new ChildField(field, null))
                .toList();
    }

    /**
     * The fields of the instances around a test, and after them the fields of its own instance.
     *
     * @throws JUnitException if one of them cannot be set to a child
     */
    static List<ChildField> ofInstances(ExtensionContext context) {
        return context.getRequiredTestInstances().getAllInstances().stream()
                .flatMap(ChildField::ofInstance)
                .toList();
    }

    private static Stream<ChildField> ofInstance(Object instance) {
        return AnnotatedFields.ofInstances(instance.getClass()).map(field -> new ChildField(field, instance));
    }

    /** A package may be open to JUnit only. When JUnit reads the field, it makes this field object accessible for us, too. */
    private boolean isAccessible() {
        ReflectionSupport.tryToReadFieldValue(field, instance);
        return field.canAccess(instance) || field.trySetAccessible();
    }

    void launch(ForkedChildren children) {
        try {
            field.set(instance, child.launch(children));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
