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

    /** All classes that were compiled together with this one. */
    static void copyAll(Class<?> type, Path root) throws Exception {
        var from =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = root.resolve(from.relativize(file));
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(file, to);
            }
        }
    }
}
