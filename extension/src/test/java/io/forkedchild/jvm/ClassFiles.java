package io.forkedchild.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Compiled classes, to be put somewhere else. */
final class ClassFiles {

    private ClassFiles() {}

    static void copy(Class<?> type, Path root) throws IOException {
        var name = type.getName().replace('.', '/') + ".class";
        var file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (var in = Objects.requireNonNull(type.getResourceAsStream("/" + name))) {
            Files.copy(in, file);
        }
    }
}
