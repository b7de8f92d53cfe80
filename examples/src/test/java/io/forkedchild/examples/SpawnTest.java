package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalStateException;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Stdio;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code spawn}: any program, its arguments, its streams. Rows D4 to D6 of {@code docs/documented-examples.md}. */
@ExtendWith(ForkedChildExtension.class)
class SpawnTest {

    @Test
    @DisplayName("D4 spawn('ls', ['-lh', '/usr']): lines on stdout, silent stderr, close code 0")
    void listsADirectory(@Spawn({"ls", "-lh", "/usr"}) ForkedChild ls) {
        var names = new File("/usr").list((usr, name) -> !name.startsWith("."));

        assertThat(ls).closedWith(0);
        assertThat(ls.stdout().lines())
                .hasSize(1 + names.length) // the first one is the total
                .anyMatch(line -> line.endsWith(" bin"));
        assertThat(ls).stderr().isEmpty();
    }

    @Test
    @DisplayName("D5 cwd: ls lists the directory that it was spawned in")
    void runsInItsCwd(ForkedChildren children, @TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("one"));
        Files.createFile(directory.resolve("two"));

        var ls = children.with(SpawnOptions.defaults().cwd(directory)).spawn("ls");

        assertThat(ls).closedWith(0);
        assertThat(ls).stdout().isEqualTo("one\ntwo\n");
    }

    @Test
    @DisplayName("D5 env: the child sees exactly these variables, and the mark by which its leftovers are found")
    void seesExactlyItsEnv(ForkedChildren children) {
        var options = SpawnOptions.defaults().onlyEnv(Map.of("LANG", "C", "ITEM", "4"));

        var env = children.with(options).spawn("env");

        assertThat(env).closedWith(0);
        assertThat(env.stdout().lines())
                .satisfiesExactlyInAnyOrder(
                        variable -> assertThat(variable).isEqualTo("LANG=C"),
                        variable -> assertThat(variable).isEqualTo("ITEM=4"),
                        variable -> assertThat(variable).startsWith("FORKEDCHILD_"));
    }

    @Test
    @DisplayName("D5 env: a variable more, and one less, than the test's own")
    void seesTheTestsEnvAndMore(
            @Spawn(
                            value = {"/bin/sh", "-c", "echo $HELLO from ${HOME-nowhere}"},
                            env = "HELLO=greetings",
                            withoutEnv = "HOME")
                    ForkedChild sh) {
        assertThat(sh).stdout().isEqualTo("greetings from nowhere\n");
    }

    @Test
    @DisplayName("D5 stdio as a string: 'ignore' connects stdin, stdout and stderr to /dev/null")
    void takesOneStdioForAll(@Spawn(value = "src/test/children/stdio-is-null.sh", stdio = "ignore") ForkedChild sh) {
        assertThat(sh).closedWith(0);
        assertThatIllegalStateException().isThrownBy(sh::stdout).withMessageContaining("'ignore'");
    }

    @Test
    @DisplayName("D5 stdio as an array: a pipe in, a file out, nothing for errors, and a pipe as descriptor 3")
    void takesOneStdioForEach(ForkedChildren children, @TempDir Path directory) {
        var file = directory.resolve("stdout");
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.toFile(file), Stdio.ignore(), Stdio.pipe());

        var sh = children.with(options).spawn("sh", "-c", "cat; echo two >&2; echo three >&3");
        sh.stdin().writeLine("one").end();

        assertThat(sh).closedWith(0);
        assertThat(file).hasContent("one\n");
        assertThat(sh.output(3).text()).isEqualTo("three\n");
    }

    @Test
    @RequiresNode
    @DisplayName("D6 spawn('node', ['child.js', item]) for 4, 5 and 6: three at once, each closes with 0")
    void runsSeveralAtOnce(ForkedChildren children) {
        var nodes = Stream.of("4", "5", "6")
                .map(item -> children.spawn("node", "src/test/children/child-on-hold.js", item))
                .toList();

        assertThat(nodes).allSatisfy(node -> assertThat(node).isRunning());
        nodes.forEach(node -> node.stdin().end());

        assertThat(nodes).allSatisfy(node -> assertThat(node).closedWith(0));
        assertThat(nodes)
                .extracting(node -> node.stdout().text())
                .containsExactly("child got 4\n", "child got 5\n", "child got 6\n");
    }
}
