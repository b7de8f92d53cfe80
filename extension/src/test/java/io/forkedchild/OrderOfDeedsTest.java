package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThatAll;
import static io.forkedchild.assertions.Moment.lineOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where what the test does stands among what children do. */
@Timeout(60)
class OrderOfDeedsTest {

    @AutoClose
    private final ForkedChildren children = ForkedChildren.open();

    private final ForkedChild other = children.spawn("cat");

    @TempDir
    private Path directory;

    @Test
    void signalIsTiedWithALineThatWasWrittenBeforeAndNotYetRead() {
        var writer = writer("writer");

        inLoop(() -> {
            writeUnread(writer);
            other.kill(0);
        });

        assertThat(line(writer).tiedWith(first(other, Event.SignalSent.class))).isTrue();
        assertThat(first(other, Event.SignalSent.class).tiedWith(line(writer))).isTrue();
    }

    @Test
    void inputIsTiedWithALineThatWasWrittenBeforeAndNotYetRead() {
        var writer = writer("writer");

        inLoop(() -> {
            writeUnread(writer);
            other.stdin().write("x");
        });

        assertThat(line(writer).tiedWith(first(other, Event.Input.class))).isTrue();
        assertThat(children.timeline().toString())
                .containsPattern("≈ .* writer out +\"line")
                .containsPattern("≈ .* → cat in +\"x\"");
    }

    @Test
    void launchIsTiedWithALineThatWasWrittenBeforeAndNotYetRead() {
        var writer = writer("writer");
        var launched = new ForkedChild[1];

        inLoop(() -> {
            writeUnread(writer);
            launched[0] = children.spawn("true");
        });

        assertThat(line(writer).tiedWith(first(launched[0], Event.Spawned.class)))
                .isTrue();
    }

    @Test
    void closeOfOneIsTiedWithALineOfAnotherThatWasThereBefore() {
        var writer = writer("writer");
        var brief = children.spawn("cat");

        inLoop(() -> {
            writeUnread(writer);
            brief.stdin().end();
            awaitDeath(brief);
        });
        Waiting.closed(brief);

        assertThat(line(writer).tiedWith(first(brief, Event.Closed.class))).isTrue();
    }

    @Test
    void assertionDoesNotInventAnOrder() {
        var one = writer("one");
        var two = writer("two");
        inLoop(() -> {
            writeUnread(one);
            writeUnread(two);
        });
        line(one);
        line(two);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThatAll(one, two)
                        .within(Duration.ofMillis(50))
                        .didInOrder(lineOf(one, "line"), lineOf(two, "line")))
                .withMessageMatching(
                        ("(?s)the line \"line\" of two's stdout has not come after the line \"line\" of one's stdout within 50 ms:"
                                        + " it came at [0-9.]+ ms, but the event loop saw both at once, so that nobody knows which was first\n.*")
                                .replace(" ", "\\s+")); // it is wider than a failure may be
    }

    @Test
    void questionsAndAnswersAreInOrder() {
        var echo = children.spawn("cat");
        for (int i = 1; i <= 50; i++) {
            echo.stdin().write(i + "\n");
            var answer = i + "\n";
            Waiting.until(echo, () -> echo.stdout().text().endsWith(answer));
            other.kill(0);
        }
        echo.stdin().end();
        Waiting.closed(echo);

        assertThat(children.timeline().toString()).doesNotContain("≈");
    }

    private ForkedChild writer(String name) {
        var script = "read go; echo line; : > " + name + "; exec cat";
        return children.with(SpawnOptions.defaults().cwd(directory).name(name)).spawn("sh", "-c", script);
    }

    private void writeUnread(ForkedChild writer) {
        writer.stdin().write("go\n");
        spinUntil(() -> Files.exists(directory.resolve(writer.name())));
    }

    private static void awaitDeath(ForkedChild child) {
        spinUntil(() -> {
            try {
                return Files.readString(Path.of("/proc/" + child.pid() + "/stat"))
                        .contains(") Z ");
            } catch (IOException failure) {
                throw new AssertionError("nobody else reaps it", failure);
            }
        });
    }

    /** On the loop's thread, where nobody else would end it. */
    private static void spinUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not come to that");
            }
        }
    }

    /** All of it comes before the loop reads anything more. */
    private void inLoop(Runnable deeds) {
        other.process().loop().call(() -> {
            deeds.run();
            return true;
        });
    }

    private static Event.Output line(ForkedChild writer) {
        Waiting.until(writer, () -> writer.timeline().first(Event.Output.class).isPresent());
        return first(writer, Event.Output.class);
    }

    private static <E extends Event> E first(ForkedChild child, Class<E> kind) {
        return child.timeline().first(kind).orElseThrow();
    }
}
