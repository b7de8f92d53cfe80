package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.timeline.Event;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A main class in a fresh JVM. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class MainClassTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    @Test
    void mainClassGetsItsArguments(ForkedChildren children) {
        var child = children.fork(Sends.class, "", "a  b", "é", "@file", "*");

        assertThat(child).sentMessage(List.of("", "a  b", "é", "@file", "*")).exitedWith(0);
        assertThat(child.hasReturned()).isTrue();
        assertThat(child.name()).isEqualTo("Sends");
    }

    @Test
    void annotationNamesTheMainClass(
            @Fork(
                            main = Sends.class,
                            args = {"1", "2"})
                    ForkedChild sender) {
        assertThat(sender).sentMessage(List.of("1", "2"));
        assertThat(sender.name()).isEqualTo("sender");
    }

    @ParameterizedTest
    @EnumSource
    void listenerKeepsTheChildUntilTheEndOfTheChannel(Serialization serialization, ForkedChildren children) {
        var child = children.with(SILENT.serialization(serialization)).fork(Echoes.class);

        child.send(Map.of("one", 1, "more", Arrays.asList(true, null, "é\n\"")));
        child.send(new BigDecimal("0.5"));

        assertThat(child)
                .sentMessages(Map.of("one", 1, "more", Arrays.asList(true, null, "é\n\"")), 0.5)
                .isRunning();
        child.disconnect();
        assertThat(child).exitedWith(0);
    }

    @Test
    void commandIsShortEnoughToBeRead(ForkedChildren children) {
        var options = SILENT.execArgv("-Xmx32m").systemProperty("colour", "red");

        var child = children.with(options).fork(Sends.class, "7");

        assertThat(child.spawnargs()).hasSize(7);
        assertThat(child.spawnargs().get(1)).matches("@/.*\\.args");
        assertThat(child.spawnargs().subList(2, 7))
                .containsExactly("-Xmx32m", "-Dcolour=red", "io.forkedchild.child.Main", Sends.class.getName(), "7");
        assertThat(child).exitedWith(0);
    }

    @Test
    void fileOfArgumentsEndsWithItsTest() {
        Path file;
        try (var children = ForkedChildren.open()) {
            var child = children.with(SILENT).fork(Sends.class);
            file = Path.of(child.spawnargs().get(1).substring(1));
            assertThat(file).exists();
        }

        assertThat(file).doesNotExist();
    }

    @Test
    void directoryAndPropertiesAreThoseOfTheOptions(@TempDir Path directory, ForkedChildren children) {
        var options = SILENT.cwd(directory).systemProperty("colour", "a \"red\"");

        var child = children.with(options).fork(Tells.class, "user.dir", "colour", "forkedchild.channel");

        assertThat(child).exitedWith(0);
        assertThat(child.messages().get(0).json().get("properties").toString())
                .isEqualTo("{\"colour\":\"a \\\"red\\\"\",\"forkedchild.channel\":\"(none)\",\"user.dir\":\""
                        + directory + "\"}");
    }

    @Test
    void variablesThatChangeAJvmAreNotInheritedByAccident(ForkedChildren children) {
        var environment = Map.of("PATH", "/bin", "JAVA_TOOL_OPTIONS", "-Dcolour=red");

        var child = children.with(SILENT.onlyEnv(environment)).fork(Tells.class, "colour");

        assertThat(child).exitedWith(0);
        assertThat(child).stderr().contains("Picked up JAVA_TOOL_OPTIONS");
        assertThat(child.messages().get(0).json().at("/properties/colour").asText())
                .isEqualTo("red");
        assertThat(child.messages().get(0).json().at("/environment").has("NODE_CHANNEL_FD"))
                .isFalse();
    }

    @Test
    void channelMayHaveAnyNumber(ForkedChildren children) {
        var pipe = Stdio.pipe();

        var child = children.with(SILENT.stdio(pipe, pipe, pipe, pipe, pipe, Stdio.ipc()))
                .fork(Sends.class, "x");

        assertThat(child).sentMessage(List.of("x")).closedWith(0);
    }

    @Test
    void classWithoutMainIsRefused(ForkedChildren children) {
        assertThatThrownBy(() -> children.fork(String.class, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mainClass: must have a public static void main(String[]), was class java.lang.String");
        assertThat(children.all()).isEmpty();
    }

    @Test
    void optionsOfJvmsAreRefusedForModules(ForkedChildren children) {
        assertThatThrownBy(() -> children.with(SILENT.systemProperty("a", "b")).fork("x.js"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("systemProperty")
                .hasMessageContaining("'x.js'");
    }

    @Test
    void missingJvmIsAChildThatNeverStarted(ForkedChildren children) {
        var child = children.with(SILENT.execPath("/no/java")).fork(Sends.class);

        assertThat(child).failedToStart("ENOENT");
    }

    @Test
    void exceptionOfMainComesBackWithItsStack(ForkedChildren children) {
        var child = children.with(SILENT).fork(Throws.class);

        assertThat(child).exitedWith(1);
        assertThat(child).stderr().contains("Exception in thread \"main\" java.lang.IllegalStateException: no disk");
        assertThat(child.hasReturned()).isFalse();
        var thrown = child.thrown().orElseThrow();
        assertThat(thrown).hasToString("java.lang.IllegalStateException: no disk");
        assertThat(thrown.className()).isEqualTo("java.lang.IllegalStateException");
        assertThat(thrown.getStackTrace()[0].getClassName()).isEqualTo(Throws.class.getName());
        assertThat(thrown.getCause()).hasToString("java.lang.UnsupportedOperationException: sector 7");
    }

    @Test
    void exceptionIsAnEventAndTheCauseOfAFailure(ForkedChildren children) {
        var child = children.with(SILENT).fork(Throws.class);

        assertThatThrownBy(() -> assertThat(child).exitedWith(0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "ERR_UNCAUGHT_EXCEPTION: java.lang.IllegalStateException: no disk, in thread main at")
                .cause()
                .hasToString("java.lang.IllegalStateException: no disk");
        var event = child.timeline().first(Event.ErrorRaised.class).orElseThrow();
        assertThat(event.bytes().orElseThrow().text()).contains("Caused by: ").contains("sector 7");
    }

    @Test
    void childOfADebuggedTestWaitsForItsDebugger(ForkedChildren children) {
        var debugged = SILENT.execArgv("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=localhost:0");

        var child = children.with(debugged).fork(Debugged.class);

        assertThat(child).sentMessage(true).exitedWith(0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"SIGTERM, 143", "SIGINT, 130", "SIGHUP, 129"})
    void signalEndsAJvmWithACode(Signal signal, int code, ForkedChildren children) {
        var child = children.with(SILENT).fork(Echoes.class);
        child.send("ready?");
        assertThat(child).sentMessage("ready?");

        child.kill(signal);

        assertThat(child).terminatedBy(signal).exitedWith(code);
        assertThatThrownBy(() -> assertThat(child).killedBy(signal))
                .hasMessageContaining("terminatedBy(" + signal + ")");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "sun.jnu.encoding",
            matches = "UTF-8",
            disabledReason = "without a UTF-8 locale, Java has no path with such a letter")
    void classPathMayHaveSpacesAndLettersOfAllKinds(@TempDir Path directory, ForkedChildren children) throws Exception {
        var classes = Files.createDirectories(directory.resolve("mañana 100% \"it's\" + #1 語"));
        ClassFiles.copy(Sends.class, classes);

        var child = children.with(SILENT.classPath(List.of(classes)).onlyEnv(Map.of()))
                .fork(Sends.class, "x");

        assertThat(child).sentMessage(List.of("x")).exitedWith(0);
    }

    @Test
    void classPathMayBeLongerThanAnArgument(@TempDir Path directory, ForkedChildren children) throws Exception {
        var many = IntStream.range(0, 2500)
                .mapToObj(i -> directory.resolve("x".repeat(100) + i))
                .toArray(Path[]::new);

        var child = children.with(SILENT.firstOnClassPath(many)).fork(Sends.class, "x");

        assertThat(child).sentMessage(List.of("x")).exitedWith(0);
    }

    @Test
    void childLoadsNoTestLibraryAndNoJackson(ForkedChildren children) {
        var child = children.with(SILENT.execArgv("-verbose:class")).fork(Sends.class, "x");

        assertThat(child).exitedWith(0);
        assertThat(child)
                .stdout()
                .contains("io.forkedchild.child.ParentProcess")
                .doesNotContain("org.junit", "org.assertj", "org.awaitility", "com.sun.jna", "com.fasterxml");
    }

    @Test
    void childNeedsNoTestLibraryOnItsClassPath(@TempDir Path classes, ForkedChildren children) throws Exception {
        ClassFiles.copy(Echoes.class, classes);
        var child = children.with(SILENT.classPath(List.of(classes))).fork(Echoes.class);

        child.send(List.of(1.5));

        assertThat(child).sentMessage(List.of(1.5));
    }
}
