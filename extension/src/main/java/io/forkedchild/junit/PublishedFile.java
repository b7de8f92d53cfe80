package io.forkedchild.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * A file beside the report of a test. JUnit has published files since 5.12. Since 5.14 the type of the contents is another
 * class, so the method is looked up by name.
 */
final class PublishedFile {

    private static final Optional<Method> PUBLISH = Stream.of(ExtensionContext.class.getMethods())
            .filter(method -> method.getName().equals("publishFile") && method.getParameterCount() == 3)
            .filter(method -> !method.isAnnotationPresent(Deprecated.class))
            .findFirst();

    private PublishedFile() {}

    /** Left out where JUnit is older, or has no place for files. */
    static void publish(ExtensionContext context, String name, String text) {
        if (PUBLISH.isEmpty()) {
            return;
        }
        try {
            var type = PUBLISH.get().getParameterTypes()[1].getField("TEXT_PLAIN_UTF_8");
            ThrowingConsumer<Path> contents = file -> Files.writeString(file, text);
            PUBLISH.get().invoke(context, name, type.get(null), contents);
        } catch (NoSuchFieldException | IllegalAccessException | InvocationTargetException noPlace) {
            return; // the failure itself has the text
        }
    }
}
