package io.forkedchild.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Where in the test code a parameter is, and what is said there when it cannot be resolved. */
record ParameterPlace(Executable executable, Parameter parameter, int index) {

    /** The name in the source; empty if the class was compiled without {@code -parameters}. */
    Optional<String> name() {
        return Optional.of(parameter).filter(Parameter::isNamePresent).map(Parameter::getName);
    }

    ParameterResolutionException refusalOfBareChild() {
        var child = name().orElse("child");
        return refusal("""
                a ForkedChild needs something to launch. Annotate the parameter with @Spawn, @Exec, @ExecFile or @Fork:
                    void test(@Spawn({"ls", "-l"}) ForkedChild %s)
                or take the launcher instead:
                    void test(ForkedChildren children) { var %s = children.spawn("ls", "-l"); }
                """.formatted(child, child).strip());
    }

    ParameterResolutionException refusalOfSeveral(List<Annotation> annotations) {
        var names = annotations.stream().map(ParameterPlace::nameOf).collect(Collectors.joining(" and "));
        return refusal(names + " are different ways to launch, and a parameter is one child: choose one of them");
    }

    ParameterResolutionException refusalOfType(Annotation annotation) {
        return refusal(nameOf(annotation) + " launches a ForkedChild, but the type of the parameter is "
                + parameter.getType().getTypeName());
    }

    ParameterResolutionException refusal(
            Annotation annotation, String member, Object value, IllegalArgumentException reason) {
        return new ParameterResolutionException(
                this + ": " + nameOf(annotation) + "(" + member + " = " + shown(value) + "): " + reason.getMessage(),
                reason);
    }

    private ParameterResolutionException refusal(String problem) {
        return new ParameterResolutionException(this + ": " + problem);
    }

    private static String nameOf(Annotation annotation) {
        return "@" + annotation.annotationType().getSimpleName();
    }

    private static String shown(Object value) {
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> shown(Array.get(value, i)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof String text ? '"' + text.replace("\0", "\\0") + '"' : value.toString();
    }

    @Override
    public String toString() {
        var type = executable.getDeclaringClass().getName();
        return name().map(name -> "parameter '" + name + "'").orElse("parameter " + index)
                + (executable instanceof Constructor
                        ? " of the constructor of " + type
                        : " of " + type + "." + executable.getName());
    }
}
