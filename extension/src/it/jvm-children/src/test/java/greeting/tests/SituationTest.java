package greeting.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The test JVM was really started as the pom says that it is. */
class SituationTest {

    @Test
    void testJvmWasStartedAsThePomSays() throws IOException {
        switch (System.getProperty("situation")) {
            case "manifest" -> startedFromAManifest();
            case "variable" -> startedWithAVariable();
            case "inside Maven" -> notStartedAtAll();
            case "patched module" -> startedWithTestsInTheModuleOfTheProject();
            case "test module" -> startedWithTestsInAModuleOfTheirOwn();
            default -> throw new IllegalArgumentException(System.getProperty("situation"));
        }
    }

    private static void startedFromAManifest() {
        assertThat(System.getProperty("surefire.real.class.path"))
                .matches(".*/surefirebooter[^/]*\\.jar")
                .doesNotContain(File.pathSeparator);
        assertThat(moduleOf(SituationTest.class)).isEmpty();
    }

    private static void startedWithAVariable() {
        assertThat(System.getProperty("java.class.path"))
                .isEqualTo(System.getenv("CLASSPATH"))
                .contains("/target/test-classes" + File.pathSeparator);
        assertThat(System.getProperty("surefire.real.class.path")).isNull();
    }

    private static void notStartedAtAll() {
        assertThat(System.getProperty("java.class.path"))
                .contains("classworlds")
                .doesNotContain("test-classes");
        assertThat(SituationTest.class.getClassLoader()).isNotEqualTo(ClassLoader.getSystemClassLoader());
    }

    private static void startedWithTestsInTheModuleOfTheProject() throws IOException {
        assertThat(commandLine()).contains("/target/surefire/surefireargs");
        assertThat(moduleOf(SituationTest.class)).contains("greeting");
        assertThat(moduleOf(ForkedChildren.class)).isEmpty();
    }

    private static void startedWithTestsInAModuleOfTheirOwn() throws IOException {
        assertThat(commandLine()).contains("/target/surefire/surefireargs");
        assertThat(moduleOf(SituationTest.class)).contains("greeting.tests");
        assertThat(moduleOf(ForkedChildren.class)).contains("io.forkedchild");
        assertThat(System.getProperty("java.class.path")).doesNotContain("forkedchild-");
    }

    private static Optional<String> moduleOf(Class<?> type) {
        return Optional.ofNullable(type.getModule().getName());
    }

    private static String commandLine() throws IOException {
        return Files.readString(Path.of("/proc/self/cmdline"));
    }

    /** Without a locale no program in Java finds a directory with such letters, and Maven least of all. */
    @Test
    void directoryHasSpacesAndIfTheLocaleHasThemLettersOfAllKinds() {
        var directory = Path.of("").toAbsolutePath().toString();

        assertThat(directory).contains("Projekt mit Leerzeichen");
        assertThat(directory.contains("– Übung"))
                .isEqualTo(System.getProperty("sun.jnu.encoding").equals("UTF-8"));
    }
}
