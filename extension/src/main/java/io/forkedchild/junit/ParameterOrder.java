package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order of the parameters of a parameterized test: JUnit gives the arguments of the source to the first ones, and a child among
 * these has two resolvers.
 */
final class ParameterOrder {

    /** By their names, since tests without parameters do not need the jar that has them. */
    private static final String PARAMS = "org.junit.jupiter.params.";

    private static final String API = "org.junit.jupiter.api.";

    private static final List<String> KINDS = List.of(PARAMS + "ParameterizedTest", PARAMS + "ParameterizedClass");

    private ParameterOrder() {}

    /** Whether a parameter that is a child or a launcher stands before one that gets an argument of the source. */
    static boolean isWrong(Executable executable, int index) {
        if (!isParameterized(executable)) {
            return false;
        }
        var parameters = List.of(executable.getParameters());
        boolean isFirst = parameters.subList(0, index).stream().noneMatch(ParameterOrder::mayBeArgument);
        return parameters.subList(index + 1, parameters.size()).stream()
                .anyMatch(isFirst ? ParameterOrder::mayBeArgument : ParameterOrder::isArgument);
    }

    private static boolean isParameterized(Executable executable) {
        return isParameterized(
                executable instanceof Constructor ? executable.getDeclaringClass() : executable, new HashSet<>());
    }

    private static boolean isParameterized(AnnotatedElement element, Set<Class<?>> visited) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .filter(visited::add)
                .anyMatch(type -> KINDS.contains(type.getName()) || isParameterized(type, visited));
    }

    /** What neither this extension nor, as far as that can be seen, another one resolves. */
    private static boolean mayBeArgument(Parameter parameter) {
        return !isOurs(parameter)
                && !parameter.getType().getName().startsWith(API)
                && Arrays.stream(parameter.getAnnotations())
                        .allMatch(each -> each.annotationType().getName().startsWith(PARAMS));
    }

    private static boolean isOurs(Parameter parameter) {
        return parameter.getType() == ForkedChild.class
                || parameter.getType() == ForkedChildren.class
                || LaunchAnnotations.areOn(parameter);
    }

    /** Values of other types, behind an argument of the source, may be another extension's. */
    private static boolean isArgument(Parameter parameter) {
        var type = parameter.getType();
        return mayBeArgument(parameter)
                && (type.isPrimitive() || type.isEnum() || type.getName().startsWith("java.lang."));
    }
}
