package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Whether a test or class, or a method that is called around it, has a child or a launcher as a parameter. */
final class ChildrenNeeded {

    private final ExtensionContext context;

    private ChildrenNeeded(ExtensionContext context) {
        this.context = context;
    }

    static boolean by(ExtensionContext context) {
        var needed = new ChildrenNeeded(context);
        return context.getTestMethod().isPresent() ? needed.byTest() : needed.byClass();
    }

    private boolean byTest() {
        return Stream.concat(
                        context.getTestMethod().stream(), classes().stream().flatMap(test -> aroundTest(test)))
                .anyMatch(ChildrenNeeded::hasChildren);
    }

    /** JUnit asks for a class before it calls the constructor, and for a test only after that. */
    private boolean byClass() {
        return context.getTestClass().stream()
                .flatMap(test -> Stream.concat(
                        Stream.of(BeforeAll.class, AfterAll.class).flatMap(kind -> methods(test, kind)),
                        Arrays.stream(test.getDeclaredConstructors())))
                .anyMatch(ChildrenNeeded::hasChildren);
    }

    /** The class of the test and those around it: their methods are called for it, too. */
    private List<Class<?>> classes() {
        return Stream.<Optional<Class<?>>>iterate(
                        context.getTestClass(),
                        Optional::isPresent,
                        inner -> inner.<Class<?>>map(Class::getEnclosingClass))
                .<Class<?>>flatMap(Optional::stream)
                .toList();
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
