package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.process.Signal.SIGINT;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README shows besides the first test and the test of a server. */
@ExtendWith(ForkedChildExtension.class)
class ReadmeTest {

    @Test
    void diesOfTheSignalThatWasSent(@Spawn({"sleep", "60"}) ForkedChild sleeper) {
        sleeper.kill(SIGINT);

        assertThat(sleeper).killedBy(SIGINT);
    }

    @Test
    @RequiresNode
    void addsUp(@Fork("src/test/children/add.js") ForkedChild adder) {
        adder.send(List.of(1, 2, 39));

        assertThat(adder).sentMessage(42);
    }
}
