package io.forkedchild.failures;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.matching;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Children that do not send what they should. Their channel is descriptor 3, which a shell can use as well as Node. */
final class MessageFaults {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final SpawnOptions WITH_CHANNEL =
            SpawnOptions.defaults().name("worker").stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private MessageFaults() {}

    private static ForkedChild worker(ForkedChildren children, String script) {
        return children.with(WITH_CHANNEL).spawn("sh", "-c", script);
    }

    // ---- the seven answers

    @ExtendWith(ForkedChildExtension.class)
    static class NeverReads {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "exec cat");
            worker.send(Map.of("max", 1000));
            assertThat(worker).within(SHORT).sentMessage(499_500);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ReadsAndIsSilent {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "read line <&3; echo got it; exec cat");
            worker.send(Map.of("max", 1000));
            awaitStdout(worker, "got it\n");
            assertThat(worker).within(SHORT).sentMessage(499_500);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AnswersOtherwise {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "read line <&3; echo '{\"sum\":499501}' >&3; exec cat");
            worker.send(Map.of("max", 1000));
            assertThat(worker).sentMessage(Map.of("sum", 499_501));
            assertThat(worker).within(SHORT).sentMessage(Map.of("sum", 499_500));
        }
    }

    /** It is told to answer by the first look at its messages after the wait. */
    @ExtendWith(ForkedChildExtension.class)
    static class AnswersTooLate {
        private static final Duration WAIT = Duration.ofSeconds(5);

        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "echo '\"working\"' >&3; read go; echo '{\"sum\":499500}' >&3; exec cat");
            assertThat(worker).sentMessage("working");
            var told = new AtomicBoolean();
            long end = System.nanoTime() + WAIT.toNanos();
            assertThat(worker).within(WAIT).sentMessage(matching("a sum", message -> {
                if (System.nanoTime() - end > 0 && !told.getAndSet(true)) {
                    worker.stdin().write("go\n");
                }
                return message.json().has("sum");
            }));
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class EndsInTheMiddle {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "printf '{\"sum\":4995' >&3; exit 1");
            assertThat(worker).sentMessage(Map.of("sum", 499_500));
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsGone {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "echo '\"ready\"' >&3; echo 'out of memory' >&2; exit 3");
            assertThat(worker).sentMessages("ready", 499_500);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsGoneWithoutHavingRead {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "read line; exit 0");
            worker.send(Map.of("max", 1000));
            worker.stdin().write("exit\n");
            assertThat(worker).sentMessage(499_500);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class SendsWhatIsNoMessage {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "echo 'sum: 499500' >&3; exec 3>&-; exec cat");
            assertThat(worker).sentMessage(499_500);
        }
    }

    // ---- further

    @ExtendWith(ForkedChildExtension.class)
    static class SendsInAnotherOrder {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "echo '\"stop\"' >&3; echo '\"start\"' >&3");
            assertThat(worker).sentMessages("start", "stop");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class SendsWhereItShouldNot {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "echo '\"surprise\"' >&3");
            assertThat(worker).closedWith(0).sentNoMessage();
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class HasNoChannel {
        @Test
        void fault(@Spawn("true") ForkedChild worker) {
            assertThat(worker).closedWith(0).sentMessage(1);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class KeepsItsChannel {
        @Test
        void fault(ForkedChildren children) {
            var worker = worker(children, "exec cat");
            assertThat(worker).within(SHORT).isDisconnected();
        }
    }
}
