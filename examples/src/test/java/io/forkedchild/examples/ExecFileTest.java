package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ExecFile;
import io.forkedchild.junit.ForkedChildExtension;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code execFile}: a program, no shell, a result at its end. Row D11 of {@code docs/documented-examples.md}. */
@ExtendWith(ForkedChildExtension.class)
class ExecFileTest {

    @Test
    @RequiresNode
    @DisplayName("D11 execFile('node', ['--version']): the version on stdout")
    void givesAResult(@ExecFile({"node", "--version"}) ForkedChild node) {
        var result = node.result();

        assertThat(result.error()).isEmpty();
        assertThat(result.stdout()).matches("v\\d+\\.\\d+\\.\\d+\\n");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    @RequiresNode
    @DisplayName("D11 execFile('node', ['./child.js', item]) for 4, 5 and 6: each result has its item")
    void runsSeveral(ForkedChildren children) {
        var nodes = Stream.of("4", "5", "6")
                .map(item -> children.execFile("node", "src/test/children/child.js", item))
                .toList();

        assertThat(nodes)
                .extracting(node -> node.result().stdout())
                .containsExactly("child got 4\n", "child got 5\n", "child got 6\n");
    }

    @Test
    @DisplayName("D11 there is no shell: its metacharacters arrive as they are")
    void runsWithoutAShell(@ExecFile({"echo", "$HOME `id` * | wc -l > \"count\" ; 'x' &"}) ForkedChild echo) {
        assertThat(echo.result().stdout()).isEqualTo("$HOME `id` * | wc -l > \"count\" ; 'x' &\n");
    }
}
