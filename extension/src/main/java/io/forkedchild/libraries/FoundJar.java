package io.forkedchild.libraries;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A jar in which a library was found, as error texts show it: the version and the file. */
final class FoundJar {

    private static final String UNKNOWN = "of unknown version";

    private FoundJar() {}

    /**
     * {@code 3.24.2, in /lib/assertj-core-3.24.2.jar}; a jar that holds other libraries as well may tell no version.
     *
     * @param inside a file in the jar
     */
    static String of(URL inside, String artifact) {
        try {
            if (inside.openConnection() instanceof JarURLConnection connection) {
                var file = Path.of(connection.getJarFileURL().toURI());
                return version(file, artifact).orElse(UNKNOWN) + ", in " + file;
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException unusual) {
            // such as a jar inside of a jar
        }
        return UNKNOWN + ", in " + inside;
    }

    private static Optional<String> version(Path file, String artifact) {
        try (var jar = new JarFile(file.toFile())) {
            var version = ofMaven(jar, artifact);
            return version.isPresent() || !isOwn(file, artifact) ? version : ofManifest(jar);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> ofMaven(JarFile jar, String artifact) throws IOException {
        var entry = jar.getEntry("META-INF/maven/" + artifact.replace(':', '/') + "/pom.properties");
        if (entry == null) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = jar.getInputStream(entry)) {
            properties.load(in);
        }
        return Optional.ofNullable(properties.getProperty("version"));
    }

    /** The manifest of a jar with another name speaks of something else. */
    private static boolean isOwn(Path file, String artifact) {
        var name = artifact.substring(artifact.indexOf(':') + 1);
        return file.getFileName().toString().startsWith(name);
    }

    private static Optional<String> ofManifest(JarFile jar) throws IOException {
        var manifest = jar.getManifest();
        return manifest == null
                ? Optional.empty()
                : Stream.of("Bundle-Version", "Implementation-Version")
                        .flatMap(name ->
                                Stream.ofNullable(manifest.getMainAttributes().getValue(name)))
                        .findFirst();
    }
}
