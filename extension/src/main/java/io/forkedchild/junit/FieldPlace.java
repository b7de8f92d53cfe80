package io.forkedchild.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.JUnitException;

/** A field of a test class. */
record FieldPlace(Field field) implements Place {

    @Override
    public Optional<String> name() {
        return Optional.of(field.getName());
    }

    @Override
    public Class<?> type() {
        return field.getType();
    }

    @Override
    public AnnotatedElement element() {
        return field;
    }

    @Override
    public String kind() {
        return "field";
    }

    @Override
    public ExtensionConfigurationException exception(String message) {
        return new ExtensionConfigurationException(message);
    }

    JUnitException refusalOfFinal(Annotation annotation) {
        var remedy = field.getDeclaringClass().isInterface()
                ? "all fields of an interface are final; declare it in a class"
                : "the field must not be final";
        return refusal(Place.nameOf(annotation) + " sets the field before the tests: " + remedy);
    }

    JUnitException refusalOfAccess() {
        var declaring = field.getDeclaringClass();
        return refusal("it cannot be set, because its package is not open: 'opens " + declaring.getPackageName()
                + ";' must stand in the declaration of the module "
                + declaring.getModule().getName());
    }

    @Override
    public String toString() {
        return "field '" + field.getName() + "' of " + field.getDeclaringClass().getName();
    }
}
