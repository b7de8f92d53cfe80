package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.process.Signal.SIGKILL;
import static io.forkedchild.process.Signal.SIGTERM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ForkedChildExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The options of {@code exec}, one by one: what they are when nothing is said, and what they do. Row D8 of
 * {@code docs/documented-examples.md}.
 */
@ExtendWith(ForkedChildExtension.class)
class ExecOptionsTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int NOBODY = 65534;

    @Test
    @DisplayName("D8 cwd: the test's own by default")
    void cwd(ForkedChildren children, @TempDir Path directory) throws IOException {
        var here = children.exec("pwd -P");
        var there = children.with(ExecOptions.defaults().cwd(directory)).exec("pwd -P");

        assertThat(here.result().stdout()).isEqualTo(Path.of("").toRealPath() + "\n");
        assertThat(there.result().stdout()).isEqualTo(directory.toRealPath() + "\n");
    }

    @Test
    @DisplayName("D8 env: the test's own by default")
    void env(ForkedChildren children) {
        var own = children.exec("echo \"$PATH\"");
        var other = children.with(ExecOptions.defaults().onlyEnv(Map.of("PATH", "/bin", "ITEM", "4")))
                .exec("echo \"$PATH $ITEM\"");

        assertThat(own.result().stdout()).isEqualTo(System.getenv("PATH") + "\n");
        assertThat(other.result().stdout()).isEqualTo("/bin 4\n");
    }

    @Test
    @DisplayName("D8 encoding: UTF-8 by default")
    void encoding(ForkedChildren children) {
        var utf8 = children.exec("printf '\\303\\251'");
        var latin1 = children.with(ExecOptions.defaults().encoding(ISO_8859_1)).exec("printf '\\351'");
        var bytes = children.with(ExecOptions.defaults().asBytes()).exec("printf '\\351'");

        assertThat(utf8.result().stdout()).isEqualTo("é");
        assertThat(latin1.result().stdout()).isEqualTo("é");
        assertThat(bytes.result().stdoutBytes()).containsExactly(0xe9);
    }

    @Test
    @DisplayName("D8 shell: /bin/sh by default")
    void shell(ForkedChildren children) {
        var usual = children.exec("echo $0");
        var own = children.with(ExecOptions.defaults().shell("src/test/children/own-shell.sh"))
                .exec("walk | talk");

        assertThat(usual.result().stdout()).isEqualTo("/bin/sh\n");
        assertThat(own.result().stdout()).isEqualTo("-c\nwalk | talk\n");
    }

    @Test
    @DisplayName("D8 timeout: 0 by default, which is for ever")
    void timeout(ForkedChildren children) {
        var unlimited =
                children.with(ExecOptions.defaults().timeout(Duration.ZERO)).exec("exec cat");
        var limited = children.with(ExecOptions.defaults().timeout(Duration.ofMillis(50)))
                .exec("exec cat");

        assertThat(limited.result().error()).hasValueSatisfying(error -> {
            assertThat(error.killed()).isTrue();
            assertThat(error.signal()).hasValue(SIGTERM);
            assertThat(error.code()).isEmpty();
        });

        unlimited.stdin().end();

        assertThat(unlimited.result().error()).isEmpty();
    }

    @Test
    @DisplayName("D8 maxBuffer: 1024 · 1024 bytes by default, and that many are no error")
    void maxBufferByDefault(ForkedChildren children) {
        var most = children.exec("head -c 1048576 /dev/zero").result();
        var tooMuch = children.exec("head -c 1048577 /dev/zero").result();

        assertThat(most.error()).isEmpty();
        assertThat(most.stdout()).hasSize(MEBIBYTE);
        assertThat(tooMuch.error())
                .hasValueSatisfying(
                        error -> assertThat(error.errnoCode()).hasValue("ERR_CHILD_PROCESS_STDIO_MAXBUFFER"));
        assertThat(tooMuch.stdout()).hasSize(MEBIBYTE);
    }

    @Test
    @DisplayName("D8 maxBuffer: past it the output is cut and the child killed")
    void maxBuffer(@Exec(value = "printf 123456; exec cat", maxBuffer = 5) ForkedChild talker) {
        var result = talker.result();

        assertThat(result.error())
                .hasValueSatisfying(error -> assertThat(error.message()).isEqualTo("stdout maxBuffer length exceeded"));
        assertThat(result.stdout()).isEqualTo("12345");
        assertThat(talker).closedBy(SIGTERM);
    }

    @Test
    @DisplayName("D8 maxBuffer: stdout and stderr have one each")
    void maxBufferOfEachStream(@Exec(value = "printf 12345; printf 67890 >&2", maxBuffer = 5) ForkedChild talker) {
        var result = talker.result();

        assertThat(result.error()).isEmpty();
        assertThat(result.stdout()).isEqualTo("12345");
        assertThat(result.stderr()).isEqualTo("67890");
    }

    @Test
    @DisplayName("D8 killSignal: SIGTERM by default")
    void killSignal(ForkedChildren children) {
        var limit = ExecOptions.defaults().timeout(Duration.ofMillis(100));

        var polite = children.with(limit).exec("exec cat");
        var forced = children.with(limit.killSignal(SIGKILL)).exec("exec cat");

        assertThat(polite).closedBy(SIGTERM);
        assertThat(forced).closedBy(SIGKILL);
    }

    @Test
    @DisplayName("D8 uid and gid: the test's own by default")
    void credentialsByDefault(@Exec("id -u; id -g") ForkedChild id) throws IOException {
        var own = Path.of("/proc/self");

        assertThat(id.result().stdout().lines())
                .containsExactly(
                        Files.getAttribute(own, "unix:uid").toString(),
                        Files.getAttribute(own, "unix:gid").toString());
    }

    @Test
    @RequiresRoot
    @DisplayName("D8 uid: the child runs as that user")
    void uid(@Exec(value = "id -u", uid = NOBODY) ForkedChild id) {
        assertThat(id.result().stdout()).isEqualTo("65534\n");
    }

    @Test
    @RequiresRoot
    @DisplayName("D8 gid: the child runs in that group, and in no other")
    void gid(@Exec(value = "id -G", gid = NOBODY) ForkedChild id) {
        assertThat(id.result().stdout()).isEqualTo("65534\n");
    }

    @Test
    @DisplayName("D8 windowsHide: accepted, and without effect here")
    void windowsHide(ForkedChildren children) {
        var hidden = children.with(ExecOptions.defaults().windowsHide(true)).exec("echo here");

        assertThat(hidden.result()).isEqualTo(children.exec("echo here").result());
    }
}
