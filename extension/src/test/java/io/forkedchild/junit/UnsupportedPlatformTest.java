package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of tests on machines that cannot launch children; these are faked in JVMs of their own. */
@Patience("90 s")
@ExtendWith(ForkedChildExtension.class)
class UnsupportedPlatformTest {

    private static final String MAC = "-Dos.name=Mac OS X";
    private static final String SKIPPED = "forkedchild: this test is skipped, because ForkedChild needs Linux (this is"
            + " Mac OS X); forkedchild.unsupported=fail makes that a failure";

    private static final String WITHOUT_PIDFD =
            "extern void *dlsym(void *, const char *); extern int *__errno_location(void);"
                    + " long syscall(long n, long a, long b, long c, long d, long e, long f) {"
                    + " if (n == 434) { *__errno_location() = 38; return -1; }"
                    + " long (*next)(long, ...) = dlsym((void *) -1, \"syscall\"); return next(n, a, b, c, d, e, f); }";

    private final ForkedChildren children;

    @TempDir
    private Path directory;

    UnsupportedPlatformTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void whatNeedsChildrenIsSkippedAndNothingElse() {
        var lines = run(Map.of(), List.of(MAC), Stream.of(PlatformCases.class.getDeclaredClasses()));

        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "pure() SUCCESSFUL: ",
                        "child(ForkedChild) SKIPPED: " + SKIPPED,
                        "launcherAndExpectedFailure(ForkedChildren) SKIPPED: " + SKIPPED,
                        "repeated(ForkedChild) SKIPPED: " + SKIPPED,
                        "factory(ForkedChildren) SKIPPED: " + SKIPPED,
                        "pureDynamic SUCCESSFUL: ",
                        "launchingDynamic ABORTED: " + SKIPPED,
                        "launching() ABORTED: " + SKIPPED,
                        "launchingElsewhere() ABORTED: " + SKIPPED,
                        "inner() SKIPPED: " + SKIPPED,
                        "PlatformCases$BeforeClass SKIPPED: " + SKIPPED,
                        "PlatformCases$LaunchesBeforeClass ABORTED: " + SKIPPED,
                        "PlatformCases$InConstructor SKIPPED: " + SKIPPED,
                        "withField() SKIPPED: " + SKIPPED,
                        "withFieldAround() SKIPPED: " + SKIPPED,
                        "PlatformCases$InStaticChild SKIPPED: " + SKIPPED,
                        "around() SKIPPED: " + SKIPPED,
                        "inheritedWithItsClass() SKIPPED: " + SKIPPED,
                        "first() ABORTED: " + SKIPPED,
                        "second() ABORTED: " + SKIPPED);
    }

    @ParameterizedTest
    @ValueSource(classes = {PlatformCases.InField.class, PlatformCases.InStaticChild.class})
    void whatNeedsChildrenInFieldsFailsInContinuousIntegration(Class<?> testClass) {
        var lines = run("true", List.of(MAC), testClass);

        assertThat(lines)
                .isNotEmpty()
                .allMatch(line -> line.contains(" FAILED: forkedchild: this test fails, because ForkedChild needs Linux"
                        + " (this is Mac OS X) and the environment variable CI is set;"));
    }

    @Test
    void consoleTellsTheReasonOnce() {
        run("", List.of(MAC), PlatformCases.InTests.class);

        assertThat(children.all().get(0).stderr().lines())
                .filteredOn(line -> line.startsWith("forkedchild: "))
                .containsExactly("forkedchild: tests that need children are skipped, because ForkedChild needs Linux"
                        + " (this is Mac OS X); forkedchild.unsupported=fail makes them fail");
    }

    @Test
    void nothingNativeIsLoadedForIt() throws IOException {
        var log = directory.resolve("classes.log");

        var lines = run("", List.of(MAC, "-Xlog:class+load:file=" + log), PlatformCases.InTests.class);

        assertThat(lines).contains("child(ForkedChild) SKIPPED: " + SKIPPED);
        assertThat(Files.readString(log))
                .contains(ForkedChildExtension.class.getName())
                .doesNotContain("com.sun.jna.", "io.forkedchild.posix.Libc ");
    }

    @ParameterizedTest
    @CsvSource({
        "true, , fails, 'the environment variable CI is set'",
        "1, , fails, 'the environment variable CI is set'",
        "'', fail, fails, forkedchild.unsupported is fail",
        "true, FAIL, fails, forkedchild.unsupported is fail",
        "'', , is skipped,",
        "false, , is skipped,",
        "true, skip, is skipped,"
    })
    void variableAndParameterDecide(String ci, String parameter, String what, String why) {
        var flags = new ArrayList<>(List.of(MAC));
        if (parameter != null) {
            flags.add("-Dforkedchild.unsupported=" + parameter);
        }

        var lines = run(ci, flags, PlatformCases.InTests.class);

        assertThat(lines)
                .contains("pure() SUCCESSFUL: ")
                .filteredOn(line -> line.startsWith("child("))
                .singleElement()
                .asString()
                .contains("this test " + what + ", because ForkedChild needs Linux (this is Mac OS X)")
                .contains(
                        why == null ? "forkedchild.unsupported=fail" : " and " + why + "; forkedchild.unsupported=skip")
                .startsWith("child(ForkedChild) " + (why == null ? "SKIPPED" : "FAILED"));
    }

    @Test
    void wrongValueIsRefusedOnEveryMachine() {
        var lines = run("", List.of("-Dforkedchild.unsupported=maybe"), PlatformCases.BeforeClass.class);

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("PlatformCases$BeforeClass FAILED: ")
                .contains("configuration parameter forkedchild.unsupported: must be skip or fail, was 'maybe'");
    }

    @ParameterizedTest
    @CsvSource({
        "-Dos.name=Windows 11, Linux (this is Windows 11)",
        "-Dos.arch=riscv64, x86-64 or aarch64 (this is riscv64)",
        "-Djna.nounpack=true, JNA (java.lang.UnsatisfiedLinkError"
    })
    void sentenceSaysWhatIsMissing(String flag, String missing) {
        var flags = List.of(flag, "-Djna.boot.library.path=/nowhere");

        var lines = run("", flags, PlatformCases.BeforeClass.class);

        assertThat(lines).singleElement().asString().contains("SKIPPED", "because ForkedChild needs " + missing);
    }

    @Test
    void missingLibraryIsNoReasonToSkip() {
        var withoutJna = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("jna-\\d.*"))
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var args = List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                withoutJna,
                PrintedRun.class.getName(),
                PlatformCases.InTests.class.getName());

        var run = children.with(SpawnOptions.defaults().env("CI", "")).spawn(java, args.toArray(String[]::new));

        assertThat(Children.output(run).lines())
                .contains("pure() SUCCESSFUL: ")
                .filteredOn(line -> line.startsWith("child("))
                .singleElement()
                .asString()
                .startsWith("child(ForkedChild) FAILED: ")
                .endsWith("ForkedChild needs JNA 5.12 or newer (net.java.dev.jna:jna is not on the class path)");
    }

    /** A library that is loaded before the C library answers in its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "const char *gnu_get_libc_version(void) { return \"2.31\"; } | glibc 2.34 or newer (this is 2.31)",
                WITHOUT_PIDFD + " | pidfd_open (Linux 5.3; this is "
            })
    void libraryAndKernelAreLookedAt(String source, String missing) throws IOException, InterruptedException {
        var library = compile(source);

        var lines = run(Map.of("LD_PRELOAD", library), List.of(), Stream.of(PlatformCases.BeforeClass.class));

        assertThat(lines).singleElement().asString().contains("SKIPPED", "because ForkedChild needs " + missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true"})
    void whereChildrenCanBeLaunchedAllRun(String ci) {
        var lines = run(ci, List.of(), PlatformCases.InTests.class);

        assertThat(lines).hasSize(10).allMatch(line -> line.endsWith(" SUCCESSFUL: "));
    }

    private String compile(String source) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "there is no C compiler /usr/bin/cc");
        Files.writeString(directory.resolve("fake.c"), source);
        var compiler = new ProcessBuilder("/usr/bin/cc", "-shared", "-fPIC", "-w", "-o", "fake.so", "fake.c")
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(compiler.exitValue()).isZero();
        return directory.resolve("fake.so").toString();
    }

    private List<String> run(String ci, List<String> flags, Class<?> testClass) {
        return run(Map.of("CI", ci), flags, Stream.of(testClass));
    }

    private List<String> run(Map<String, String> variables, List<String> flags, Stream<Class<?>> testClasses) {
        var args = new ArrayList<>(flags);
        args.addAll(List.of(
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), PrintedRun.class.getName()));
        testClasses.map(Class::getName).forEach(args::add);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var options = SpawnOptions.defaults().env("CI", "");
        for (var variable : variables.entrySet()) {
            options = options.env(variable.getKey(), variable.getValue());
        }
        return Children.output(children.with(options).spawn(java, args.toArray(String[]::new)))
                .lines()
                .toList();
    }
}
