package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.JvmSettings;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.LibraryJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes of the child's side from an archive. The library comes in a jar here, as it does everywhere else. */
@Patience("90 s")
@ExtendWith(ForkedChildExtension.class)
class ClassDataArchiveTest {

    private static final Stdio PIPE = Stdio.pipe();
    private static final SpawnOptions WITH_CHANNEL = SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("io.forkedchild.jvm.Jvms#all")
    void forkTakesItsClassesFromTheArchive(String java, ForkedChildren children) throws Exception {
        var archives = directory.resolve("archives of classes");

        var run = run(children, java, archives, "-Dnothing=1");

        assertThat(run).exitedWith(0);
        assertThat(archives).isDirectoryContaining("glob:**/forkedchild-????????????????-*.jsa");
        assertThat(loaded(run)).contains("io.forkedchild.child.Main source: shared objects file (top)");
        assertThat(run.messages().get(0).json().get("stdout").asText()).doesNotContain("[warning]");
    }

    @Test
    void archiveIsMadeOnce(ForkedChildren children) throws Exception {
        assertThat(run(children, Jvms.own(), directory, "-Dnothing=1")).exitedWith(0);
        var before = archives();

        assertThat(run(children, Jvms.own(), directory, "-Dnothing=1")).exitedWith(0);

        assertThat(archives()).isEqualTo(before).hasSize(1);
    }

    @Test
    void archiveThatCannotBeUsedIsNotMissed(ForkedChildren children) throws Exception {
        assertThat(run(children, Jvms.own(), directory, "-Dnothing=1")).exitedWith(0);
        for (var archive : archives().keySet()) {
            var size = Files.size(directory.resolve(archive));
            overwrite(archive, new byte[(int) size]);
        }

        var run = run(children, Jvms.own(), directory, "-Dnothing=1");

        assertThat(run).exitedWith(0);
        assertThat(loaded(run)).contains("io.forkedchild.child.Main").doesNotContain("(top)");
        assertThat(run.messages().get(0).json().get("stdout").asText()).isEqualTo("\"hello\"\n");
    }

    /** The JVM lets nobody but root write to an archive that it has made. */
    private void overwrite(String archive, byte[] bytes) throws IOException {
        Files.delete(directory.resolve(archive));
        Files.write(directory.resolve(archive), bytes);
    }

    @Test
    void archiveThatIsCutOffIsMadeAgain(ForkedChildren children) throws Exception {
        assertThat(run(children, Jvms.own(), directory, "-Dnothing=1")).exitedWith(0);
        for (var archive : archives().keySet()) {
            var whole = Files.readAllBytes(directory.resolve(archive));
            overwrite(archive, Arrays.copyOf(whole, 100_000));
        }

        var run = run(children, Jvms.own(), directory, "-Dnothing=1");

        assertThat(run).exitedWith(0);
        assertThat(loaded(run)).contains("io.forkedchild.child.Main source: shared objects file (top)");
    }

    @Test
    void otherClassPathDoesWithout(ForkedChildren children) throws Exception {
        var run = run(children, Jvms.own(), directory, "-DfirstOnClassPath=" + directory);

        assertThat(run).exitedWith(0);
        assertThat(loaded(run)).contains("io.forkedchild.child.Main").doesNotContain("(top)");
    }

    @Test
    void libraryThatIsNoJarDoesWithout() {
        try (var children = ForkedChildren.open(Settings.defaults()
                .patience(Duration.ofSeconds(30))
                .jvms(JvmSettings.defaults().classDataArchives(directory.resolve("none"))))) {
            assertThat(children.fork(() -> 5).returned(int.class)).isEqualTo(5);
        }
        if (!LibraryJar.isHere()) {
            assertThat(directory.resolve("none")).doesNotExist();
        }
    }

    @Test
    void directoryThatIsNoneIsNamed(ForkedChildren children) throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");

        var run = run(children, Jvms.own(), file, "-Dnothing=1");

        assertThat(run).exitedWith(1).stderr().contains("classDataArchives: '" + file + "' cannot be used");
    }

    private Map<String, Object> archives() throws IOException {
        var archives = new TreeMap<String, Object>();
        try (var files = Files.list(directory)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".jsa")).toList()) {
                archives.put(String.valueOf(file.getFileName()), Files.getLastModifiedTime(file));
            }
        }
        return archives;
    }

    private ForkedChild run(ForkedChildren children, String java, Path archives, String flag) throws Exception {
        var classPath = LibraryJar.in(directory).classPath();
        return children.with(WITH_CHANNEL)
                .spawn(
                        java,
                        flag,
                        "-cp",
                        classPath,
                        Run.class.getName(),
                        archives.toString(),
                        loadedClasses().toString());
    }

    private Path loadedClasses() {
        return directory.resolve("loaded.txt");
    }

    private String loaded(ForkedChild run) throws IOException {
        assertThat(run.messages()).hasSize(1);
        return Files.readString(loadedClasses());
    }

    /** A run of tests with archives in the first directory; its fork writes the classes that it loads to the second. */
    static final class Run {

        private Run() {}

        public static void main(String... args) {
            var settings = Settings.defaults()
                    .patience(Duration.ofSeconds(60))
                    .jvms(JvmSettings.defaults().classDataArchives(Path.of(args[0])));
            try (var children = ForkedChildren.open(settings)) {
                var options = ForkOptions.defaults().silent(true).execArgv("-Xlog:class+load:file=" + args[1]);
                var first = System.getProperty("firstOnClassPath");
                var child = children.with(first == null ? options : options.firstOnClassPath(Path.of(first)))
                        .fork(Hello.class);
                assertThat(child).exitedWith(0).sentMessage("hello");
                ParentProcess.current().send(Map.of("stdout", child.stdout().text()));
            }
        }
    }

    /** Says hello in all ways. */
    static final class Hello {

        private Hello() {}

        public static void main(String... args) {
            ParentProcess.current().send("hello");
            System.out.println("\"hello\"");
        }
    }
}
