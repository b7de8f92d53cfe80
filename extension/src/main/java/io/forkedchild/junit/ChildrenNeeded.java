package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Whether a test or class has a child in a field, or a method that is called for it has a child or a launcher as a parameter. */
final class ChildrenNeeded {

    private final ExtensionContext context;

    private ChildrenNeeded(ExtensionContext context) {
        this.context = context;
    }

    static boolean by(ExtensionContext context) {
        var needed = new ChildrenNeeded(context);
        return context.getTestMethod().isPresent() ? needed.byTest() : needed.byClass();
    }

    /** For a nested test, JUnit also calls the methods of the classes around it, and the fields of their instances are set. */
    private boolean byTest() {
        return Annotated.classes(context)
                        .flatMap(AnnotatedFields::ofInstances)
                        .findAny()
                        .isPresent()
                || Stream.concat(
                                context.getTestMethod().stream(),
                                Annotated.classes(context).flatMap(ChildrenNeeded::aroundTest))
                        .anyMatch(ChildrenNeeded::hasChildren);
    }

    /** JUnit asks for a class before it calls the constructor, and for a test only after that. */
    private boolean byClass() {
        return context.getTestClass().isPresent()
                && (AnnotatedFields.ofClass(context).findAny().isPresent()
                        || byMethods(context.getRequiredTestClass()));
    }

    private static boolean byMethods(Class<?> test) {
        return Stream.concat(
                        Stream.of(BeforeAll.class, AfterAll.class).flatMap(kind -> methods(test, kind)),
                        Arrays.stream(test.getDeclaredConstructors()))
                .anyMatch(ChildrenNeeded::hasChildren);
    }

    private static Stream<Method> aroundTest(Class<?> test) {
        return Stream.of(BeforeEach.class, AfterEach.class).flatMap(kind -> methods(test, kind));
    }

    private static Stream<Method> methods(Class<?> test, Class<? extends Annotation> kind) {
        return AnnotationSupport.findAnnotatedMethods(test, kind, HierarchyTraversalMode.TOP_DOWN).stream();
    }

    private static boolean hasChildren(Executable called) {
        return Arrays.stream(called.getParameterTypes())
                .anyMatch(type -> type == ForkedChild.class || type == ForkedChildren.class);
    }
}
