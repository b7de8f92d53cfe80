package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A dialogue with a child as a file. */
@ExtendWith(ForkedChildExtension.class)
class TranscriptTest {

    private static final String LOGIN =
            "echo \"session $$ in $(mktemp -u)\"; printf 'name? '; read name; echo \"hello $name\"";

    @Test
    @DisplayName("A dialogue is what its transcript says")
    void dialogueIsTheRecordedOne(@Spawn({"sh", "-c", LOGIN}) ForkedChild login) {
        awaitStdout(login, "name\\? ");
        login.stdin().writeLine("ada");

        assertThat(login).matchesTranscript("login");
    }

    @Test
    @DisplayName("What only this program varies gets a word, too")
    void versionIsReplaced(@Spawn({"sh", "-c", "echo tool 3.11.2-beta; exit 2"}) ForkedChild tool) {
        assertThat(tool)
                .matchesTranscript(
                        Path.of("src/test/resources/io/forkedchild/examples/tool.txt"),
                        transcript -> transcript.replacing("tool [\\w.-]+", "tool <version>"));
    }

    @Test
    @DisplayName("The text is there for everything else that compares texts")
    void textIsPlain(@Spawn({"echo", "see http://localhost:8080/"}) ForkedChild echo) {
        assertThat(echo).closedWith(0);

        assertThat(echo.transcript().toString()).contains("echo out               see http://localhost:<port>/");
    }
}
