package greeting.tests;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forkedchild.ForkedChildren;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Two test JVMs at once: each has a child, and waits for the other to have one. */
final class Meeting {

    private static final Path PLACE = Path.of("target", "meeting");

    private Meeting() {}

    static void of(String one, String other, ForkedChildren children) throws IOException {
        var child = children.fork(parent -> {
            parent.onMessage(message -> parent.send(message.value()));
        });
        child.send("before");
        assertThat(child).sentMessage("before");

        Files.writeString(Files.createDirectories(PLACE).resolve(one), pid());
        await().atMost(Duration.ofSeconds(60)).until(() -> isThere(PLACE.resolve(other)));
        child.send("after");

        assertThat(child).sentMessages("before", "after");
        assertThat(Files.readString(PLACE.resolve(other))).isNotEqualTo(pid());
    }

    private static boolean isThere(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    private static String pid() {
        return String.valueOf(ProcessHandle.current().pid());
    }
}
