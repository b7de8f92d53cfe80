package io.forkedchild.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Annotations of a test and of the classes around it. */
final class Annotated {

    private Annotated() {}

    /** The annotation of the method, else of its class, else of the class around that. */
    static <A extends Annotation> Optional<A> nearest(ExtensionContext context, Class<A> type) {
        return elements(context)
                .flatMap(element -> AnnotationSupport.findAnnotation(element, type).stream())
                .findFirst();
    }

    /** The class of a test and the classes around it, from the inside out. */
    static Stream<Class<?>> classes(ExtensionContext context) {
        return elements(context).filter(Class.class::isInstance).map(Class.class::cast);
    }

    /** The contexts from a test up to the engine are its method and then its classes from the inside out. */
    static Stream<AnnotatedElement> elements(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, inner -> inner.flatMap(ExtensionContext::getParent))
                .flatMap(some -> some.flatMap(ExtensionContext::getElement).stream());
    }
}
