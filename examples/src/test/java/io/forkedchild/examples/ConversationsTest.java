package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.Expected.end;
import static io.forkedchild.await.Expected.match;
import static io.forkedchild.await.Expected.text;
import static io.forkedchild.await.ForkedChildAwait.dialogueWith;
import static io.forkedchild.await.Key.ENTER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/conversations.md}. */
@ExtendWith(ForkedChildExtension.class)
class ConversationsTest {

    @Test
    void asksForNameAndPassword(@Spawn({"sh", "src/test/children/sign-in.sh"}) ForkedChild login) {
        var dialogue = dialogueWith(login);

        dialogue.awaitText("Name: ");
        dialogue.type("Ada").press(ENTER);
        dialogue.awaitText("Password: ");
        dialogue.type("secret").press(ENTER);

        var answer = dialogue.awaitAnyOf(match("Hello, (?<name>\\w+)!"), text("no entry"), end());
        assertThat(answer.branch()).isZero();
        assertThat(answer.group("name")).isEqualTo("Ada");
    }

    @Test
    void isUsedByAClient(@Spawn("cat") ForkedChild server) throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(server.stdout().live(), UTF_8));
                var out = server.stdin().stream()) {
            out.write("ping\n".getBytes(UTF_8));

            assertThat(in.readLine()).isEqualTo("ping");
        }

        assertThat(server).exitedNormally().stdout().isEqualTo("ping\n");
    }
}
