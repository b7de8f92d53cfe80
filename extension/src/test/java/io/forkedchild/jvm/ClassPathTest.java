package io.forkedchild.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.process.Serialization;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    private static final JvmChoices NO_CHOICES = new JvmChoices(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            Map.of(),
            false,
            Serialization.JSON,
            Optional.empty());

    /** As Surefire's is with {@code forkCount=0}. */
    @Test
    @EnabledIfSystemProperty(
            named = "sun.jnu.encoding",
            matches = "UTF-8",
            disabledReason = "without a UTF-8 locale, Java has no path with such a letter")
    void entriesOfALoaderOfItsOwnAreFound(@TempDir Path directory) throws Exception {
        var classes = ClassPath.rootOf(ClassPathTest.class).orElseThrow();
        var library = directory.resolve("Übung 1.jar");
        var unescaped = directory.resolve("a b.jar");
        var urls = new URL[] {
            classes.toUri().toURL(),
            library.toUri().toURL(),
            new URL("file:" + unescaped),
            new URL("http://localhost/no.jar")
        };
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            var program = loader.loadClass(ClassPathTest.class.getName());

            var classPath = ClassPath.of(NO_CHOICES, program);

            assertThat(program).isNotEqualTo(ClassPathTest.class);
            assertThat(classPath.entries())
                    .startsWith(classes, library, unescaped)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void classOfTheJdkHasNoPlace() {
        assertThat(ClassPath.rootOf(String.class)).isEmpty();
    }
}
