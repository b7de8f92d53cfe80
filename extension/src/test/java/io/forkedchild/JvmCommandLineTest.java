package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.child.ParentProcess;
import io.forkedchild.jvm.ArgumentFiles;
import io.forkedchild.jvm.ClassPath;
import io.forkedchild.jvm.JvmProgram;
import io.forkedchild.launch.LaunchPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM is started with, as far as no JVM is needed to see it. */
class JvmCommandLineTest {

    private static final ForkOptions FORK = ForkOptions.defaults();
    private static final Map<String, String> TEST =
            Map.of("PATH", "/bin", "JAVA_TOOL_OPTIONS", "-Da=b", "JDK_JAVA_OPTIONS", "-Da=c", "_JAVA_OPTIONS", "-Da=d");

    @Test
    void variablesOfTheTestJvmStayThere() {
        assertThat(plan(FORK, TEST).environment()).containsExactly(Map.entry("PATH", "/bin"));
    }

    @Test
    void variablesThatSomebodySetsArrive() {
        assertThat(plan(FORK.env("JAVA_TOOL_OPTIONS", "-Dx=y"), TEST).environment())
                .containsEntry("JAVA_TOOL_OPTIONS", "-Dx=y");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "sun.jnu.encoding",
            matches = "UTF-8",
            disabledReason = "without a UTF-8 locale, Java has no path with such a letter")
    void localeIsSetWhereTheClassPathNeedsOne() {
        var options = FORK.firstOnClassPath(Path.of("/é"));

        assertThat(plan(options, Map.of()).environment()).containsEntry("LC_CTYPE", "C.UTF-8");
        assertThat(plan(options, Map.of("LC_ALL", "C")).environment())
                .containsEntry("LC_ALL", "C.UTF-8")
                .doesNotContainKey("LC_CTYPE");
        assertThat(plan(options, Map.of("LANG", "POSIX")).environment()).containsEntry("LC_CTYPE", "C.UTF-8");
        assertThat(plan(options, Map.of("LC_ALL", "de_DE.UTF-8", "LANG", "C")).environment())
                .containsEntry("LC_ALL", "de_DE.UTF-8")
                .doesNotContainKey("LC_CTYPE");
    }

    @Test
    void classPathIsOfAbsolutePathsAndHasTheChildsSide() {
        var arguments = new ArrayList<String>();
        var options = FORK.classPath(List.of(Path.of("a"), Path.of("/b"), Path.of("a")))
                .firstOnClassPath(Path.of("/first"));

        LaunchPlans.fork(JvmProgram.mainClass(Main.class, List.of()), options, list -> kept(arguments, list), Map.of());

        var here = Path.of("").toAbsolutePath();
        var own = ClassPath.rootOf(ParentProcess.class).orElseThrow();
        assertThat(arguments.get(arguments.indexOf("-cp") + 1))
                .startsWith("/first:" + here.resolve("a") + ":/b:" + own + ":")
                .contains("jackson-databind");
    }

    @Test
    void argumentsAreQuotedForTheLauncher() {
        assertThat(ArgumentFiles.text(List.of("-cp", "/a b\\c\"d\n"))).isEqualTo("\"-cp\"\n\"/a b\\\\c\\\"d\\n\"\n");
    }

    @Test
    void modulePathBecomesEntries(@TempDir Path directory) throws IOException {
        var jar = Files.createFile(directory.resolve("m.jar"));
        var module = Files.createDirectory(directory.resolve("exploded"));
        Files.createFile(module.resolve("module-info.class"));
        Files.createFile(directory.resolve("readme.txt"));

        assertThat(ClassPath.modulesIn(directory)).containsExactly(module, jar);
        assertThat(ClassPath.modulesIn(module)).containsExactly(module);
        assertThat(ClassPath.modulesIn(jar)).containsExactly(jar);
    }

    @Test
    void rootOfAClassIsItsDirectoryItsJarOrNothing() {
        assertThat(ClassPath.rootOf(Main.class))
                .hasValueSatisfying(root -> assertThat(root).isDirectory());
        assertThat(ClassPath.rootOf(Test.class))
                .hasValueSatisfying(root -> assertThat(root.toString()).endsWith(".jar"));
        assertThat(ClassPath.rootOf(String.class)).isEqualTo(Optional.empty());
    }

    private static Path kept(List<String> kept, List<String> arguments) {
        kept.addAll(arguments);
        return Path.of("/file");
    }

    private static LaunchPlan plan(ForkOptions options, Map<String, String> environment) {
        var program = JvmProgram.mainClass(Main.class, List.of());
        return LaunchPlans.fork(program, options, arguments -> Path.of("/file"), environment);
    }

    /** Runs nothing. */
    static final class Main {

        public static void main(String... args) {
            // it is never run
        }
    }
}
