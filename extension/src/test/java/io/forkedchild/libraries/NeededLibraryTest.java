package io.forkedchild.libraries;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries that are missing, or that are too old. The project extension/src/it/versions does it with old ones. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class NeededLibraryTest {

    private static final String NEWER = "org/awaitility/core/FailFastCondition$";
    private static final String NEED = "ForkedChild needs Awaitility 4.2 or newer (org.awaitility:awaitility is ";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "assertj-core, AssertJ 3.25, org.assertj:assertj-core",
        "awaitility, Awaitility 4.2, org.awaitility:awaitility",
        "jackson-core, Jackson 2.15, com.fasterxml.jackson.core:jackson-core",
        "jackson-databind, Jackson 2.15, com.fasterxml.jackson.core:jackson-databind",
        "jna, JNA 5.12, net.java.dev.jna:jna"
    })
    void missingOneIsNamedEachTime(String jar, String oldest, String artifact, ForkedChildren children) {
        var child = children.spawn(java(), "-cp", without(jar).collect(Collectors.joining(":")), Opens.class.getName());
        var sentence = "ForkedChild needs " + oldest + " or newer (" + artifact + " is not on the class path)";

        assertThat(child)
                .exitedWith(0)
                .stdout()
                .lines()
                .containsExactly(
                        "java.lang.IllegalStateException: " + sentence, "java.lang.IllegalStateException: " + sentence);
    }

    /** Its arguments are none; it prints what two attempts to open a launcher throw. */
    static final class Opens {

        private Opens() {}

        public static void main(String... args) {
            for (int attempt = 0; attempt < 2; attempt++) {
                try (var unexpected = ForkedChildren.open()) {
                    System.out.println("opened, and has " + unexpected.all().size() + " children");
                } catch (Throwable thrown) {
                    System.out.println(thrown);
                }
            }
        }
    }

    @Test
    void nothingIsWrongHere() {
        assertThat(NeededLibrary.defect(getClass().getClassLoader())).isEmpty();
    }

    @Test
    void jarMayHaveNoVersion() throws IOException {
        var shaded = awaitilityIn("shaded.jar", "META-INF");

        assertThat(defectWith(shaded)).isEqualTo("none");
    }

    @Test
    void versionComesFromMaven() throws IOException {
        var old = awaitilityIn("all.jar", NEWER);

        assertThat(defectWith(old)).matches("\\Q" + NEED + "\\E4\\.[0-9.]+, in \\Q" + old + "\\E\\)");
    }

    @Test
    void versionComesFromTheManifestOfAJarOfItsOwn() throws IOException {
        var old = awaitilityIn("awaitility-old.jar", NEWER, "META-INF/maven");
        var ofSomethingElse = awaitilityIn("all.jar", NEWER, "META-INF/maven");

        assertThat(defectWith(old)).matches("\\Q" + NEED + "\\E4\\.[0-9.]+, in \\Q" + old + "\\E\\)");
        assertThat(defectWith(ofSomethingElse)).isEqualTo(NEED + "of unknown version, in " + ofSomethingElse + ")");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Stream<String> without(String jar) {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches(jar + "-\\d.*"));
    }

    /** Awaitility's jar without the entries that begin so. */
    private Path awaitilityIn(String name, String... left) throws IOException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var original = Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> entry.contains("awaitility-"))
                .findFirst()
                .orElseThrow();
        var made = directory.resolve(name);
        try (var jar = new JarFile(original);
                var out = new JarOutputStream(Files.newOutputStream(made))) {
            for (var entry : jar.stream().toList()) {
                if (Stream.of(left).noneMatch(entry.getName()::startsWith)) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    jar.getInputStream(entry).transferTo(out);
                }
            }
        }
        return made;
    }

    private static String defectWith(Path awaitility) throws IOException {
        var urls = Stream.concat(without("awaitility").map(Path::of), Stream.of(awaitility))
                .map(NeededLibraryTest::url)
                .toArray(URL[]::new);
        try (var classes = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            return NeededLibrary.defect(classes).orElse("none");
        }
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
