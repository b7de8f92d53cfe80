package io.forkedchild.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.platform.commons.JUnitException;

/** A parameter or a field of the test code, and what is said when it cannot have a child. */
sealed interface Place permits FieldPlace, ParameterPlace {

    /** The name in the source; empty if it is not known. */
    Optional<String> name();

    Class<?> type();

    AnnotatedElement element();

    /** What the place is: {@code parameter} or {@code field}. */
    String kind();

    JUnitException exception(String message);

    default List<Annotation> launchAnnotations() {
        return LaunchAnnotations.of(element());
    }

    default JUnitException refusal(String problem) {
        return exception(this + ": " + problem);
    }

    default JUnitException refusalOfSeveral() {
        var written = LaunchAnnotations.writtenOn(element());
        var names = (written.size() > 1 ? written : launchAnnotations())
                .stream().map(Place::nameOf).collect(Collectors.joining(" and "));
        return refusal(names + " are different ways to launch, and a " + kind() + " is one child: choose one of them");
    }

    default JUnitException refusalOfType(Annotation annotation) {
        return refusal(nameOf(annotation) + " launches a ForkedChild, but the type of the " + kind() + " is "
                + type().getTypeName());
    }

    default JUnitException refusal(
            Annotation annotation, String member, Object value, IllegalArgumentException reason) {
        var refusal = refusal(nameOf(annotation) + "(" + member + " = " + shown(value) + "): " + reason.getMessage());
        refusal.initCause(reason);
        return refusal;
    }

    static String nameOf(Annotation annotation) {
        return "@" + annotation.annotationType().getSimpleName();
    }

    private static String shown(Object value) {
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> shown(Array.get(value, i)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Class<?> type) {
            return type.getTypeName() + ".class";
        }
        return value instanceof String text ? '"' + text.replace("\0", "\\0") + '"' : value.toString();
    }
}
