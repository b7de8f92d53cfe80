package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the command that runs a failed test again. */
class RerunTest {

    private static final String NAME = "io.forkedchild.junit.RerunTest";

    @TempDir
    private Path root;

    // ---- Maven

    @Test
    void surefireIsToldTheMethod() throws IOException {
        pom(root, "");

        assertThat(surefire(root, RerunTest.class, "migrates")).contains("mvn test -Dtest=" + NAME + "#migrates");
        assertThat(surefire(root, Inner.class, "migrates")).contains("mvn test '-Dtest=" + NAME + "$Inner#migrates'");
    }

    @Test
    void childrenOfAClassRunAgainWithAllItsTests() throws IOException {
        pom(root, "");

        assertThat(new Rerun(ofSurefire(root), RerunTest.class, Optional.empty()).get())
                .contains("mvn test -Dtest=" + NAME);
    }

    @Test
    void moduleOfALargerBuildIsNamed() throws IOException {
        pom(root, "<module>tools</module><module> ./apps/shop/ </module>");
        var module = pom(root.resolve("apps/shop"), "");

        assertThat(surefire(module, RerunTest.class, "migrates"))
                .contains("mvn test -pl apps/shop -am -Dtest=" + NAME
                        + "#migrates -Dsurefire.failIfNoSpecifiedTests=false");
    }

    @Test
    void modulesOfModulesLeadToTheOutermost() throws IOException {
        pom(root, "<module>apps</module>");
        pom(root.resolve("apps"), "<module>shop</module>");
        var module = pom(root.resolve("apps/shop"), "");

        assertThat(surefire(module, RerunTest.class, "migrates").orElseThrow()).contains(" -pl apps/shop -am ");
    }

    @Test
    void projectThatHappensToBeInsideAnotherIsNoModule() throws IOException {
        pom(root, "<module>apps</module><!-- <module>shop</module> -->");
        var module = pom(root.resolve("shop"), "");

        assertThat(surefire(module, RerunTest.class, "migrates").orElseThrow()).startsWith("mvn test -Dtest=");
    }

    @Test
    void wrapperOfTheBuildIsPreferred() throws IOException {
        pom(root, "");
        assertThat(Files.createFile(root.resolve("mvnw")).toFile().setExecutable(true))
                .isTrue();

        assertThat(surefire(root, RerunTest.class, "migrates").orElseThrow()).startsWith("./mvnw test ");
    }

    /** Failsafe has the same properties, and is told the test otherwise. */
    @Test
    void integrationTestIsLeftOut() throws IOException {
        pom(root, "");

        assertThat(surefire(root, StoreIT.class, "stores")).isEmpty();
    }

    // ---- Gradle

    @Test
    void gradleIsToldTaskAndMethod() throws IOException {
        Files.createFile(root.resolve("settings.gradle.kts"));
        var module = Files.createDirectories(root.resolve("apps/shop"));

        assertThat(gradle(root, "/build/tmp/test/work")).contains("gradle test --tests '" + NAME + "$Inner.migrates'");
        assertThat(gradle(module, "/build/tmp/integrationTest/work"))
                .contains("gradle -p apps/shop integrationTest --tests '" + NAME + "$Inner.migrates'");
        assertThat(gradle(module, "/somewhere/else"))
                .contains("gradle -p apps/shop test --tests '" + NAME + "$Inner.migrates'");
    }

    @Test
    void othersAreNotKnown() {
        var properties = new Properties();
        properties.setProperty("basedir", root.toString());

        assertThat(new Rerun(properties, RerunTest.class, Optional.of("migrates")).get())
                .isEmpty();
    }

    private static Optional<String> surefire(Path basedir, Class<?> test, String method) {
        return new Rerun(ofSurefire(basedir), test, Optional.of(method)).get();
    }

    private static Properties ofSurefire(Path basedir) {
        var properties = new Properties();
        properties.putAll(Map.of("basedir", basedir.toString(), "surefire.real.class.path", "booter.jar"));
        return properties;
    }

    private static Optional<String> gradle(Path project, String temporary) {
        var properties = new Properties();
        properties.putAll(Map.of(
                "org.gradle.test.worker",
                "7",
                "user.dir",
                project.toString(),
                "org.gradle.internal.worker.tmpdir",
                project + temporary));
        return new Rerun(properties, Inner.class, Optional.of("migrates")).get();
    }

    private static Path pom(Path directory, String modules) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("pom.xml"), "<project><modules>" + modules + "</modules></project>");
        return directory;
    }

    private static final class Inner {}

    private static final class StoreIT {}

    // ---- in the evidence

    @Test
    void evidenceEndsWithIt() {
        var command = Optional.of("mvn test -Dtest=a.MigrateTest#migrates");
        try (var children = ForkedChildren.open(Settings.defaults(), () -> command)) {
            var child = children.spawn("cat");

            assertThat(child.evidence()).endsWith("\n  rerun:    mvn test -Dtest=a.MigrateTest#migrates");
            assertThat(child.inspection().evidence(20).lines()).hasSizeLessThanOrEqualTo(20);
            assertThat(child.transcript().toString()).doesNotContain("mvn");
        }
    }

    @Test
    void commandIsThatOfTheTestOrOfItsClass() {
        assumeThat(System.getProperty("surefire.real.class.path")).isNotNull();
        OF_TESTS.clear();
        var name = Commands.class.getName();

        NestedRun.of(Commands.class).succeeded(5);

        assertThat(OF_TESTS)
                .containsOnly(
                        name, name + "#plain", name + "#repeated", name + "#parameterized", name + "$Inside#nested");
    }

    private static final Queue<String> OF_TESTS = new ConcurrentLinkedQueue<>();

    private static void note(ForkedChild child) {
        var onOneLine = child.evidence().replaceAll(" \\\\\n +", " ");
        var last = onOneLine.lines().reduce("", (first, second) -> second);
        OF_TESTS.add(last.replaceFirst(".*-Dtest=", "").replaceFirst("'? -D.*|'$", ""));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Commands {

        @BeforeAll
        static void ofClass(@Spawn("cat") ForkedChild cat) {
            note(cat);
        }

        @Test
        void plain(@Spawn("cat") ForkedChild cat) {
            note(cat);
        }

        @RepeatedTest(2)
        void repeated(@Spawn("cat") ForkedChild cat) {
            note(cat);
        }

        @ParameterizedTest
        @ValueSource(ints = 1)
        void parameterized(int number, @Spawn("cat") ForkedChild cat) {
            note(cat);
        }

        @Nested
        class Inside {

            @Test
            void nested(@Spawn("cat") ForkedChild cat) {
                note(cat);
            }
        }
    }
}
