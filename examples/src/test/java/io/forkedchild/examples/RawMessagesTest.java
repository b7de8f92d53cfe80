package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages as text and as bytes, and how a child takes broken ones. */
@ExtendWith(ForkedChildExtension.class)
@RequiresNode
class RawMessagesTest {

    @Test
    void takesJson(@Fork(value = "src/test/children/squares.js", silent = true) ForkedChild child) {
        child.sendJson("{\"numbers\": [1, 2]}"); // the same as send(Map.of("numbers", List.of(1, 2)))

        assertThat(child).sentMessage(containing(Map.of("of", 2, "is", 4)));
    }

    @Test
    void takesHalves(@Fork(value = "src/test/children/squares.js", silent = true) ForkedChild child) {
        child.sendRaw("{\"numbers\": ".getBytes(UTF_8)); // half of a message
        child.sendRaw("[3]}\n".getBytes(UTF_8)); // the other half, and its end

        assertThat(child).sentMessage(containing(Map.of("of", 3, "is", 9)));
    }

    @Test
    void endsAtABrokenMessage(@Fork(value = "src/test/children/squares.js", silent = true) ForkedChild child) {
        child.sendRaw("{bad}\n".getBytes(UTF_8));
        assertThat(child).closedWith(1).stderr().contains("SyntaxError");
    }
}
