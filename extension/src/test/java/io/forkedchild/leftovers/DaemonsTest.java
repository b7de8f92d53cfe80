package io.forkedchild.leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.process.LeftoverHandling;
import io.forkedchild.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Daemons that hide: from their parents, from their session, from their environment, from the child's pipes. */
@Timeout(120)
class DaemonsTest {

    /** Each ends by itself after this: nothing that a killed test leaves lives on. */
    private static final String SLEEP = "sleep 120";

    private static final String CLOSED = "</dev/null >/dev/null 2>&1";

    @AutoClose
    private final ForkedChildren children = ForkedChildren.open(
            Settings.defaults().grace(Duration.ofMillis(300)).leftovers(LeftoverHandling.KILL));

    private final List<ProcessHandle> survivors = new ArrayList<>();

    @AfterEach
    void kill() {
        survivors.forEach(ProcessHandle::destroyForcibly);
    }

    static Stream<Arguments> daemons() {
        return Stream.of(
                Arguments.argumentSet("no environment", "env -i " + SLEEP + " & echo $!"),
                Arguments.argumentSet("no environment, no pipes", "env -i " + SLEEP + " " + CLOSED + " & echo $!"),
                Arguments.argumentSet(
                        "no environment, session of its own, forked twice, no pipes",
                        "env -i setsid sh -c '" + SLEEP + " <&- >&- 2>&- & echo $!; exit'"),
                Arguments.argumentSet(
                        "title over the environment",
                        "perl -e '$0 = \"d: \" . \"x\" x 4000; exit if fork; use POSIX; POSIX::setsid; exit if fork;"
                                + " $| = 1; print \"$$\\n\"; close STDOUT; close STDERR; close STDIN; sleep 120'"));
    }

    @ParameterizedTest
    @MethodSource("daemons")
    void isFoundAndEnded(String script) {
        assumeThat(Path.of("/usr/bin/perl")).exists();
        var child = children.spawn("sh", "-c", "read go; " + script);
        child.stdin().write("go\n"); // a child that was launched has both marks
        long daemon = pidFrom(Await.exited(child));

        assertThat(child.descendants()).extracting(ProcessHandle::pid).contains(daemon);
        children.close();

        assertThat(isGone(daemon)).isTrue();
    }

    @Test
    void daemonOfAnotherLoginIsFoundByTheRecord() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        var script =
                "su - root -s /bin/sh -c 'setsid sh -c \"echo \\$\\$; exec " + SLEEP + " " + CLOSED + "\" & read x'";
        var child = Await.printed(children.spawn("sh", "-c", script), "\n");
        long daemon = pidFrom(child);
        var seen = child.lifetime().plusMillis(500);
        Await.until(child, () -> child.lifetime().compareTo(seen) > 0);
        child.stdin().end();
        Await.exited(child);

        assertThat(child.descendants()).extracting(ProcessHandle::pid).containsExactly(daemon);
        children.close();

        assertThat(isGone(daemon)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("chains")
    void processThatReplacesItselfAllTheTimeIsEnded(String script) {
        var child = Await.printed(children.spawn("sh", "-c", script), "ready");

        children.close();

        assertThat(child.descendants()).isEmpty();
    }

    /** Each link starts the next one and ends; there are at most so many links. */
    static Stream<Arguments> chains() {
        var perl = "perl -e 'exit if fork; print qq(ready\\n); close STDOUT; close STDERR;"
                + " for (1 .. 20000) { exit if fork; select undef, undef, undef, 0.002 }'";
        return Stream.of(
                Arguments.argumentSet("with a mark", perl),
                Arguments.argumentSet("without environment", "env -i " + perl));
    }

    private long pidFrom(ForkedChild child) {
        var line =
                Await.printed(child, "\n").stdout().text().lines().findFirst().orElseThrow();
        long pid = Long.parseLong(line.strip());
        ProcessHandle.of(pid).ifPresent(survivors::add);
        return pid;
    }

    /** It may wait, dead, for its new parent to reap it. */
    private static boolean isGone(long pid) {
        return ProcessStat.of((int) pid).filter(process -> !process.isZombie()).isEmpty();
    }
}
