package io.forkedchild.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the annotations that say how a child is launched. */
final class LaunchAnnotations {

    private static final List<Class<? extends Annotation>> KINDS =
            List.of(Spawn.class, Exec.class, ExecFile.class, Fork.class);

    private final List<Annotation> found = new ArrayList<>();
    private final Set<Class<? extends Annotation>> visited = new HashSet<>();

    private LaunchAnnotations() {}

    /** All launch annotations of a parameter or a field. An annotation that carries one stands for it. */
    static List<Annotation> of(AnnotatedElement element) {
        var annotations = new LaunchAnnotations();
        annotations.visit(element);
        return sorted(annotations.found.stream());
    }

    /** The annotations of the element itself that are, or carry, a launch annotation. */
    static List<Annotation> writtenOn(AnnotatedElement element) {
        return sorted(Arrays.stream(element.getAnnotations())
                .filter(each -> KINDS.contains(each.annotationType()) || areOn(each.annotationType())));
    }

    private static List<Annotation> sorted(Stream<Annotation> annotations) {
        return annotations
                .sorted(Comparator.comparing(each -> KINDS.indexOf(each.annotationType())))
                .toList();
    }

    static boolean areOn(AnnotatedElement element) {
        return !of(element).isEmpty();
    }

    private void visit(AnnotatedElement element) {
        for (var annotation : element.getAnnotations()) {
            var type = annotation.annotationType();
            if (KINDS.contains(type)) {
                found.add(annotation);
            } else if (visited.add(type)) {
                visit(type);
            }
        }
    }
}
