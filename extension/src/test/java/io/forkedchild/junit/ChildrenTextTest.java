package io.forkedchild.junit;

import static io.forkedchild.await.ForkedChildAwait.await;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which children a failed test shows with how much. */
class ChildrenTextTest {

    private static ForkedChild ended(ForkedChildren children, String name, String script) {
        var child = children.with(SpawnOptions.defaults().name(name)).spawn("sh", "-c", script);
        await(child).until(child::isClosed);
        return child;
    }

    private static ForkedChild running(ForkedChildren children, String name, String script) {
        var child = children.with(SpawnOptions.defaults().name(name)).spawn("sh", "-c", script + "; echo up; exec cat");
        awaitStdout(child, "up");
        return child;
    }

    @Test
    void thoseThatMayBeTheReasonComeFirstAndComplete() {
        var told = Told.byTheFailureOf(Several.class);

        assertThat(told.lines().filter(line -> line.matches("[a-z].*: .*")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("crashed: sh -c "),
                        line -> assertThat(line).startsWith("missing: /nowhere"),
                        line -> assertThat(line)
                                .startsWith("complaining (of the class): running, pid ")
                                .endsWith(", stderr ends with \"no such table: users\""),
                        line -> assertThat(line)
                                .startsWith("logging: running, pid ")
                                .endsWith(", stdout has \"12:00:01 ERROR shop.Orders - SQL error\""),
                        line -> assertThat(line).isEqualTo("done: exited with code 0"),
                        line -> assertThat(line).startsWith("fine: running, pid "),
                        line -> assertThat(line).startsWith("killed: was killed by SIGTERM, stdout ends with"),
                        line -> assertThat(line).startsWith("store (of the class): running, pid "));
        assertThat(told.lines()).hasSizeLessThanOrEqualTo(45);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Several {

        @BeforeAll
        static void launch(ForkedChildren children) {
            running(children, "complaining", "echo no such table: users >&2");
            running(children, "store", ":");
        }

        @Test
        void fails(ForkedChildren children) {
            ended(children, "done", ":");
            running(children, "fine", ":");
            var killed = running(children, "killed", ":");
            killed.kill();
            await(killed).until(killed::isClosed);
            running(children, "logging", "echo '12:00:01 ERROR shop.Orders - SQL error'");
            ended(children, "crashed", "exit 3");
            children.with(SpawnOptions.defaults().name("missing")).spawn("/nowhere");
            fail("several");
        }
    }

    @Test
    void eachShowsItsOwnEventsFirst() {
        var told = Told.byTheFailureOf(Chatty.class);

        assertThat(told.lines()).hasSizeLessThanOrEqualTo(45);
        assertThat(told)
                .containsPattern("ms  crashed +exited with code 3\n")
                .containsPattern("ms  gone +exited with code 4\n")
                .containsPattern("\n +… \\d+ earlier events of other children\n");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Chatty {

        @Test
        void fails(ForkedChildren children) {
            ended(children, "crashed", "exit 3");
            ended(children, "gone", "exit 4");
            var chatty = running(children, "chatty", ":");
            for (int i = 0; i < 30; i++) {
                chatty.stdin().writeLine("line");
            }
            fail("chatty");
        }
    }

    @Test
    void logOfAServerOnStdoutIsShown() {
        assertThat(Told.byTheFailureOf(Logging.class))
                .startsWith("children of this test when it failed:\nserver: sh -c ")
                .contains("\n    | 12:00:01 ERROR shop.Orders - SQL error\n");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Logging {

        @Test
        void fails(ForkedChildren children) {
            running(children, "server", "echo '12:00:01 ERROR shop.Orders - SQL error'");
            fail("logging");
        }
    }

    @Test
    void whatWasWrittenJustBeforeTheFailureIsShown() {
        assertThat(Told.byTheFailureOf(JustNow.class))
                .contains("\n  state:    exited with code 3 after ", "\n    | oops\n");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class JustNow {

        @Test
        void fails(ForkedChildren children) throws Exception {
            var child = children.spawn("sh", "-c", "echo oops >&2; exit 3");
            ProcessHandle.of(child.pid())
                    .ifPresent(process ->
                            process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
            fail("just now");
        }
    }

    @Test
    void manyChildrenHaveRoom() {
        var told = Told.byTheFailureOf(Many.class);

        assertThat(told.lines()).hasSizeBetween(20, 45);
        assertThat(told).endsWith("\n… and 99 more").contains("  state:    exited with code 3");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Many {

        @Test
        void fails(ForkedChildren children) {
            var all = IntStream.range(0, 111)
                    .mapToObj(i -> children.spawn("sh", "-c", "exit 3"))
                    .toList();
            all.forEach(child -> await(child).until(child::isClosed));
            fail("many");
        }
    }

    @Test
    void longCommandOfAChildOfTheClassCanBePasted() {
        assertThat(Told.byTheFailureOf(LongCommand.class))
                .containsPattern("\nlong \\(of the class\\):\nlong: sh -c \\S.*\\\\\n");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class LongCommand {

        @BeforeAll
        static void launch(ForkedChildren children) {
            var child = children.with(SpawnOptions.defaults().name("long"))
                    .spawn("sh", "-c", "echo oops >&2; echo up; exec cat", "x".repeat(65), "y".repeat(80));
            awaitStdout(child, "up");
        }

        @Test
        void fails() {
            fail("long command");
        }
    }

    @Test
    void everyLineIsPrintable() {
        var told = Told.byTheFailureOf(Hostile.class);

        assertThat(told).contains("a\\u001b[2Jb: ", "c\\u001b[2Jd: running");
        assertThat(told.chars()).noneMatch(character -> character < ' ' && character != '\n' && character != '\t');
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Hostile {

        @Test
        void fails(ForkedChildren children) {
            running(children, "a\u001b[2Jb", "printf 'x\\033[2J' >&2");
            running(children, "c\u001b[2Jd", ":");
            fail("hostile");
        }
    }
}
