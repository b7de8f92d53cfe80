package io.forkedchild.failures;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatAll;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.process.Signal.SIGKILL;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Children that do not end as they should. */
final class EndFaults {

    private static final Duration SHORT = Duration.ofMillis(100);

    private EndFaults() {}

    @ExtendWith(ForkedChildExtension.class)
    static class ExitsWithAnotherCode {
        @Test
        void fault(@Spawn({"sh", "-c", "echo 'no such table: users' >&2; exit 3"}) ForkedChild migrate) {
            assertThat(migrate).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsKilledByTheTest {
        @Test
        void fault(@Spawn("cat") ForkedChild cat) {
            cat.kill(SIGKILL);
            assertThat(cat).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsKilledByNobodyOfTheTest {
        @Test
        void fault(@Spawn({"sh", "-c", "kill -9 $$"}) ForkedChild worker) {
            assertThat(worker).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ExitsWithTheCodeOfASignal {
        @Test
        void fault(@Spawn({"sh", "-c", "exit 143"}) ForkedChild server) {
            assertThat(server).killedBy(SIGTERM);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsKilledWhereACodeIsExpected {
        @Test
        void fault(@Spawn("cat") ForkedChild cat) {
            cat.kill(SIGTERM);
            assertThat(cat).exitedWith(143);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsNoCommandOfTheShell {
        @Test
        void fault(ForkedChildren children) {
            assertThat(children.exec("no-such-command --version")).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ProgramIsMissing {
        @Test
        void fault(@Spawn("/nowhere/server") ForkedChild server) {
            assertThat(server).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class DirectoryIsMissing {
        @Test
        void fault(ForkedChildren children) {
            var options = SpawnOptions.defaults().cwd(Path.of("/nowhere/at/all"));
            assertThat(children.with(options).spawn("ls")).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class StartsWhereItShouldNot {
        @Test
        void fault(@Spawn("true") ForkedChild command) {
            assertThat(command).exitedWith(0).failedToStart("ENOENT");
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class WaitsForTheEndOfItsInput {
        @Test
        void fault(@Spawn("sort") ForkedChild sort) {
            sort.stdin().write("pear\napple\n");
            assertThat(sort).within(SHORT).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class HasEndedAlready {
        @Test
        void fault(@Spawn({"sh", "-c", "exit 1"}) ForkedChild server) {
            assertThat(server).exitedWith(1).isRunning();
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class GrandchildHoldsItsPipes {
        @Test
        void fault(@Spawn({"sh", "-c", "sleep 300 & echo started"}) ForkedChild launcher) {
            awaitStdout(launcher, "started\n");
            assertThat(launcher).exitedWith(0).within(SHORT).closedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class LeavesADaemonBehind {
        @Test
        void fault(@Spawn({"sh", "-c", "setsid sleep 300 >/dev/null 2>&1 &"}) ForkedChild launcher) {
            assertThat(launcher).closedWith(0).within(SHORT).leftNothingBehind();
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsOverItsTime {
        @Test
        void fault(ForkedChildren children) {
            var options = ExecOptions.defaults().timeout(Duration.ofSeconds(2));
            assertThat(children.with(options).exec("echo working; exec sleep 300"))
                    .exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsStuckBesideOthers {
        @Test
        void fault(
                @Spawn({"sh", "-c", "exit 4"}) ForkedChild database,
                @Spawn("cat") ForkedChild proxy,
                @Spawn("cat") ForkedChild client) {
            assertThat(database).closedWith(4);
            assertThat(client).within(SHORT).exitedWith(0);
        }
    }

    private static final String BROKEN = "echo 'port 5432 is in use' >&2; exit 4";

    @ExtendWith(ForkedChildExtension.class)
    static class IsBrokenByAnother {
        @Test
        void fault(
                @Spawn({"sh", "-c", BROKEN}) ForkedChild database,
                @Spawn("cat") ForkedChild proxy,
                @Spawn("cat") ForkedChild client) {
            assertThat(database).closedWith(4);
            assertThat(client).within(SHORT).exitedWith(0);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsTheCulpritOfMany {
        @Test
        void fault(
                @Spawn({"sh", "-c", BROKEN}) ForkedChild database,
                @Spawn("cat") ForkedChild proxy,
                @Spawn("cat") ForkedChild client) {
            assertThatAll(client, proxy, database).exitedWith(0);
        }
    }
}
