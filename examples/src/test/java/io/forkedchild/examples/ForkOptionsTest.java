package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalStateException;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Exec;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * The options of {@code fork}, one by one: what they are when nothing is said, and what they do. Node is not the only
 * program that can run a module with a channel: some of these are shell scripts. Row D10 of
 * {@code docs/documented-examples.md}.
 */
@ExtendWith(ForkedChildExtension.class)
class ForkOptionsTest {

    private static final String REPORT = "src/test/children/report.js";
    private static final String HELLO = "src/test/children/hello.sh";
    private static final String SH = "/bin/sh";
    private static final String SESSION = "src/test/children/session.sh";
    private static final int NOBODY = 65534;

    @Test
    @RequiresNode
    @DisplayName("D10 cwd: the test's own by default; a relative module path starts there")
    void cwd(@Fork(REPORT) ForkedChild here, @Fork(value = "./report.js", cwd = "src/test/children") ForkedChild there)
            throws IOException {
        assertThat(reportOf(here).cwd()).isEqualTo(Path.of("").toRealPath());
        assertThat(reportOf(there).cwd()).isEqualTo(Path.of("src/test/children").toRealPath());
    }

    @Test
    @RequiresNode
    @DisplayName("D10 env: the test's own by default; Node hides the variables of the channel")
    void env(ForkedChildren children) {
        var path = System.getenv("PATH");

        var own = children.fork(REPORT);
        var other = children.with(ForkOptions.defaults().onlyEnv(Map.of("PATH", path, "ITEM", "4")))
                .fork(REPORT);

        assertThat(reportOf(own).env())
                .containsAllEntriesOf(System.getenv())
                .doesNotContainKeys("NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE");
        assertThat(reportOf(other).env())
                .hasSize(3) // the third one is the mark by which leftovers are found
                .containsEntry("PATH", path)
                .containsEntry("ITEM", "4");
    }

    @Test
    @DisplayName("D10 detached: false by default; a detached child leads a session of its own")
    void detached(
            @Fork(value = SESSION, execPath = SH) ForkedChild attached,
            @Fork(value = SESSION, execPath = SH, detached = true) ForkedChild detached,
            @Exec("cut -d ' ' -f 6 /proc/$PPID/stat") ForkedChild session) {
        var sessionOfTheTest = Long.valueOf(session.result().stdout().strip());

        assertThat(attached).sentMessage(sessionOfTheTest);
        assertThat(detached).sentMessage(detached.pid());
    }

    @Test
    @DisplayName("D10 execPath: node by default, or whatever else runs the module")
    void execPath(@Fork(value = HELLO, execPath = SH) ForkedChild hello) {
        assertThat(hello).sentMessage("hello, parent");
        assertThat(hello).closedWith(0);
        assertThat(hello.spawnargs()).containsExactly(SH, HELLO);
    }

    @Test
    @RequiresNode
    @DisplayName("D10 execArgv: none by default; arguments for Node, not for the module")
    void execArgv(
            @Fork(REPORT) ForkedChild without, @Fork(value = REPORT, execArgv = "--no-warnings") ForkedChild with) {
        assertThat(without.spawnargs()).containsExactly("node", REPORT);
        assertThat(reportOf(without).execArgv()).isEmpty();
        assertThat(with.spawnargs()).containsExactly("node", "--no-warnings", REPORT);
        assertThat(reportOf(with).execArgv()).containsExactly("--no-warnings");
        assertThat(reportOf(with).args()).isEmpty();
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @DisplayName("D10 silent: false by default, so that output also appears on the test's own")
    void silent() {
        var script = ForkOptions.defaults().execPath(SH);
        var terminal = new ByteArrayOutputStream();
        var stdout = System.out;
        System.setOut(new PrintStream(terminal, true));

        try (var children = ForkedChildren.open()) {
            assertThat(children.with(script.name("loud")).fork(HELLO)).closedWith(0);
            assertThat(children.with(script.name("quiet").silent(true)).fork(HELLO))
                    .closedWith(0);
        } finally {
            System.setOut(stdout);
        }

        assertThat(terminal).hasToString("[loud] hello, terminal\n");
    }

    @Test
    @DisplayName("D10 stdio: overrides silent")
    void stdio(ForkedChildren children) {
        var options = ForkOptions.defaults()
                .execPath(SH)
                .silent(true)
                .stdio(Stdio.ignore(), Stdio.ignore(), Stdio.ignore(), Stdio.ignore(), Stdio.ipc());

        var hello = children.with(options).fork(HELLO);

        assertThat(hello).sentMessage("hello, parent");
        assertThat(hello).closedWith(0);
        assertThatIllegalStateException().isThrownBy(hello::stdout).withMessageContaining("'ignore'");
    }

    @Test
    @DisplayName("D10 stdio: an array without 'ipc' is refused")
    void stdioWithoutIpc() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForkOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe()))
                .withMessage("options.stdio: must have an 'ipc', as every fork has a channel, was [pipe, pipe, pipe]");
    }

    @Test
    @RequiresNode
    @DisplayName("D10 windowsVerbatimArguments: accepted, and without effect here")
    void windowsVerbatimArguments(ForkedChildren children) {
        var args = List.of("a \"quoted\" word", "C:\\path\\");

        var report = children.with(ForkOptions.defaults().windowsVerbatimArguments(true))
                .fork(REPORT, args.toArray(String[]::new));

        assertThat(reportOf(report).args()).isEqualTo(args);
    }

    @Test
    @RequiresRoot
    @DisplayName("D10 uid: the child runs as that user")
    void uid(ForkedChildren children) {
        var options =
                ForkOptions.defaults().execPath(SH).execArgv("-c", "id -u >&3").uid(NOBODY);

        var id = children.with(options).fork("id");

        assertThat(id).sentMessage(NOBODY);
    }

    @Test
    @RequiresRoot
    @DisplayName("D10 gid: the child runs in that group")
    void gid(ForkedChildren children) {
        var options =
                ForkOptions.defaults().execPath(SH).execArgv("-c", "id -g >&3").gid(NOBODY);

        var id = children.with(options).fork("id");

        assertThat(id).sentMessage(NOBODY);
    }

    private static Report reportOf(ForkedChild child) {
        assertThat(child).closedWith(0);
        return child.messages().get(0).as(Report.class);
    }

    /** What report.js sends. */
    private record Report(Path cwd, Map<String, String> env, List<String> args, List<String> execArgv) {}
}
