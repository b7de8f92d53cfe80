package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.timeline.Event;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code fork}: a module with a channel to its parent. Row D9 of {@code docs/documented-examples.md}. */
@RequiresNode
@ExtendWith(ForkedChildExtension.class)
class ForkTest {

    @Test
    @DisplayName("D9 fork(modulePath, args) five times: five children, five close events with their codes")
    void forksFive(ForkedChildren children) {
        IntStream.range(0, 5).forEach(code -> children.fork("src/test/children/exit-with.js", Integer.toString(code)));

        for (int code = 0; code < 5; code++) {
            assertThat(children.all().get(code)).closedWith(code);
        }
        assertThat(children.timeline().every(Event.Closed.class))
                .extracting(Event.Closed::code)
                .containsExactlyInAnyOrder(
                        OptionalInt.of(0), OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(3), OptionalInt.of(4));
    }
}
