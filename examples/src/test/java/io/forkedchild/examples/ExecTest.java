package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ForkedChildExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code exec}: a command line for a shell, a result at its end. Row D7 of {@code docs/documented-examples.md}. */
@ExtendWith(ForkedChildExtension.class)
class ExecTest {

    private static final String CHILDREN = "src/test/children";

    @Test
    @DisplayName("D7 exec('cat ./child.js'): no error, the text on stdout, nothing on stderr")
    void givesAResult(@Exec(value = "cat ./child.js", cwd = CHILDREN) ForkedChild cat) throws IOException {
        var result = cat.result();

        assertThat(result.error()).isEmpty();
        assertThat(result.stdout()).isEqualTo(Files.readString(Path.of(CHILDREN, "child.js")));
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    @DisplayName("D7 exec of a command that fails: error.code, and the reason on stderr")
    void givesAnError(@Exec("cat ./missing.js") ForkedChild cat) {
        var result = cat.result();

        assertThat(result.error()).hasValueSatisfying(error -> {
            assertThat(error.code()).hasValue(1);
            assertThat(error.message()).isEqualTo("Command failed: cat ./missing.js\n" + result.stderr());
        });
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).startsWith("cat: ./missing.js: ");
    }

    @Test
    @DisplayName("D7 exec of a pipeline: there is a shell")
    void runsAPipeline(@Exec("printf 'a\\nb\\nc\\n' | grep -v b | tr a-z A-Z") ForkedChild pipeline) {
        assertThat(pipeline.spawnargs())
                .containsExactly("/bin/sh", "-c", "printf 'a\\nb\\nc\\n' | grep -v b | tr a-z A-Z");
        assertThat(pipeline.result().stdout()).isEqualTo("A\nC\n");
    }
}
