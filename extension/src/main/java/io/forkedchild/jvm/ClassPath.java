package io.forkedchild.jvm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a forked JVM finds its classes; absolute paths, since its working directory may be another one. */
public record ClassPath(List<Path> entries) {

    public ClassPath {
        entries = List.copyOf(new LinkedHashSet<>(entries));
    }

    /** The class path of the options, or else the test's; behind it what the child's side needs and is not there yet. */
    static ClassPath of(JvmChoices choices, Class<?> program) {
        var chosen = choices.classPath().orElseGet(() -> ofTest(program));
        return new ClassPath(Stream.of(choices.firstOnClassPath(), chosen, ofChildSide())
                .flatMap(Collection::stream)
                .map(Path::toAbsolutePath)
                .toList());
    }

    /** What the child's side itself needs. */
    public static List<Path> ofChildSide() {
        return Stream.of(ClassPath.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
                .flatMap(type -> rootOf(type).stream())
                .toList();
    }

    /** The same behind others. */
    ClassPath after(List<Path> first) {
        return new ClassPath(
                Stream.of(first, entries).flatMap(Collection::stream).toList());
    }

    /** Modules become plain entries; a test class that was patched into a module is found by its own place. */
    private static List<Path> ofTest(Class<?> program) {
        return Stream.of(
                        urls(program),
                        parts(System.getProperty("java.class.path", "")),
                        parts(System.getProperty("jdk.module.path", "")).flatMap(part -> modulesIn(part).stream()),
                        rootOf(program).stream())
                .flatMap(entries -> entries)
                .toList();
    }

    /** Tests that run in the JVM of their build have a class loader of their own, and the class path is that of the build. */
    private static Stream<Path> urls(Class<?> program) {
        return Stream.iterate(program.getClassLoader(), Objects::nonNull, ClassLoader::getParent)
                .filter(URLClassLoader.class::isInstance)
                .flatMap(loader -> Arrays.stream(((URLClassLoader) loader).getURLs()))
                .filter(url -> url.getProtocol().equals("file"))
                .map(ClassPath::file);
    }

    /** Not every loader escapes the blanks in its URLs. */
    private static Path file(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException unescaped) {
            return Path.of(url.getPath());
        }
    }

    /** Surefire's class path ends with an empty element that nobody means. */
    private static Stream<Path> parts(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .map(Path::of);
    }

    /** An entry of a module path is a module, or a directory of modules. */
    public static Collection<Path> modulesIn(Path entry) {
        if (!Files.isDirectory(entry) || isModule(entry)) {
            return List.of(entry);
        }
        try (var inside = Files.list(entry)) {
            return inside.filter(path -> path.toString().endsWith(".jar") || isModule(path))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("the module path cannot be read", failure);
        }
    }

    private static boolean isModule(Path directory) {
        return Files.exists(directory.resolve("module-info.class"));
    }

    /** The directory or jar that a class comes from; empty for one of the JDK, or made at run time. */
    public static Optional<Path> rootOf(Class<?> type) {
        var file = "/" + type.getName().replace('.', '/') + ".class";
        var url = type.getResource(file);
        if (url == null) {
            return Optional.empty();
        }
        var text = url.toString();
        var root = text.substring(0, text.length() - file.length());
        if (root.startsWith("jar:file:") && root.endsWith("!")) {
            return Optional.of(Path.of(URI.create(root.substring("jar:".length(), root.length() - 1))));
        }
        return root.startsWith("file:") ? Optional.of(Path.of(URI.create(root + "/"))) : Optional.empty();
    }

    boolean isAscii() {
        return toString().chars().allMatch(one -> one < 128);
    }

    /** As {@code -cp} takes it. */
    @Override
    public String toString() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
