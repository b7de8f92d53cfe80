package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Signal;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told of a JVM that did not simply return or throw. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class OutcomeTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    /** An exception that cannot say what it is. */
    static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    /** Refuses to be written. */
    static final class Unwritable implements Serializable {
        private static final long serialVersionUID = 1;

        private void writeObject(ObjectOutputStream out) {
            throw new UnsupportedOperationException("stays here");
        }
    }

    /** Refuses to be read. */
    static final class Unreadable implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException {
            throw new UnsupportedOperationException("not with me");
        }
    }

    private static void assertNoResult(ForkedChild child, String text) {
        assertThatThrownBy(() -> child.returned(Integer.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no result, " + text);
    }

    @Test
    void jvmThatDoesNotStartIsNotSaidToHaveExitedByItself(ForkedChildren children) {
        var child = children.with(SILENT.execArgv("-XX:+NoSuchFlag")).fork(() -> 1);

        assertNoResult(
                child,
                "it exited with code 1 and has told of none: something has called System.exit, or the JVM did not");
    }

    @Test
    void jvmThatNeverStartedOrWasKilledIsToldSo(ForkedChildren children) {
        assertNoResult(
                children.with(SILENT.execPath("/nowhere/java")).fork(() -> 1), "it never started: spawn /nowhere/java");
        var killed = children.fork(() -> {
            Thread.currentThread().join();
            return 1;
        });
        killed.kill(Signal.SIGKILL);

        assertNoResult(killed, "it was killed by SIGKILL before its lambda returned");
    }

    @Test
    void closedChannelIsToldToHideTheResult(ForkedChildren children) {
        var child = children.fork(() -> 5);
        child.disconnect();

        assertThat(child).exitedWith(0);
        assertNoResult(child, "its channel was closed before it told of one");
    }

    @Test
    void resultMayBeOfAPrimitiveType(ForkedChildren children) {
        assertThat(children.fork(() -> 5).returned(int.class)).isEqualTo(5);
    }

    @Test
    void resultThatCannotBeReadIsToldWithTheChild(ForkedChildren children) {
        var child = children.fork(Unreadable::new);

        assertThatThrownBy(() -> child.returned(Unreadable.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(child.name(), "cannot be read", "not with me");
    }

    @Test
    void captureThatRefusesToBeWrittenIsRefusedBeforeTheLaunch(ForkedChildren children) {
        var captured = new Unwritable();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> children.fork(() -> captured.hashCode()))
                .withMessageContainingAll("cannot travel", "stays here");
        assertThat(children.all()).isEmpty();
    }

    @Test
    void exceptionThatCannotDescribeItselfIsKnownByItsClass(ForkedChildren children) {
        var child = children.fork(() -> {
            throw new Unspeakable();
        });

        assertThat(child).exitedWith(1);
        assertThat(child.thrown().orElseThrow().className()).isEqualTo(Unspeakable.class.getName());
        assertThat(child.thrown().orElseThrow()).hasMessageContaining("its toString has thrown");
    }

    @Test
    void listenerThatThrowsEndsTheChildWhateverTheHandlerDoes(ForkedChildren children) {
        var child = children.with(SILENT).fork(parent -> {
            Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
                throw new IllegalStateException("handler");
            });
            parent.onMessage(message -> {
                throw new IllegalStateException("listener");
            });
        });

        child.send("go");

        assertThat(child).exitedWith(1);
    }

    @Test
    void lettersOfAllKindsArriveWithoutALocale(ForkedChildren children) {
        var options = SILENT.onlyEnv(Map.of("LANG", ""));

        var child = children.with(options).fork(Sends.class, "ü 語");

        assertThat(child).sentMessage(List.of("ü 語"));
    }
}
