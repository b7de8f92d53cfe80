package io.forkedchild.testing;

import io.forkedchild.ForkedChild;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The library as it is released: in a jar, while its own tests mostly see a directory. */
public final class LibraryJar {

    private final Path jar;

    private LibraryJar(Path jar) {
        this.jar = jar;
    }

    /** That on the class path, or else one that is made in the directory. */
    public static LibraryJar in(Path directory) throws IOException {
        if (isHere()) {
            return new LibraryJar(library());
        }
        var jar = directory.resolve("forkedchild-library.jar");
        if (!Files.exists(jar)) {
            write(jar);
        }
        return new LibraryJar(jar);
    }

    /** Whether the class path of this JVM has it. */
    public static boolean isHere() {
        return !Files.isDirectory(library());
    }

    /** The class path of this JVM, with the jar for the directory. */
    public String classPath() {
        return System.getProperty("java.class.path").replace(library().toString(), jar.toString());
    }

    private static void write(Path jar) throws IOException {
        var files = new ArrayList<Path>();
        try (var inside = Files.walk(library())) {
            inside.filter(Files::isRegularFile).forEach(files::add);
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : files) {
                var name = library().relativize(file).toString();
                out.putNextEntry(new JarEntry(name.replace(File.separatorChar, '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static Path library() {
        try {
            var location =
                    ForkedChild.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(location.toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
