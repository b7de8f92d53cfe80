package io.forkedchild.await;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 16 MiB come in pieces of 1 KiB, and then what is waited for. */
@Patience("2 m")
@ExtendWith(ForkedChildExtension.class)
class ManyPiecesTest {

    private static final String LINES =
            "yes \"$(printf '%063d' 0)\" | dd bs=1k count=16384 iflag=fullblock status=none; echo finished";
    private static final String NO_LINES = "dd if=/dev/zero bs=1k count=16384 status=none; echo; echo finished";

    /** What a busy machine and a compiler that has just begun add. A search that begins again at each piece takes minutes. */
    private static final Duration NOISE = Duration.ofSeconds(5);

    private final ForkedChildren children;

    ManyPiecesTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @ValueSource(strings = {"finished", "(?m)^finished$", "finish\\w+", "(?i)FINISHED", "fin\\s*ished", "[^a]inished"})
    void searchTakesAtMostTwiceTheProcessorOfAwaitLine(String regex) {
        for (var script : new String[] {LINES, NO_LINES}) {
            var ofLines = cpu(script, child -> linesOf(child).awaitLine(regex));
            var ofText = cpu(script, child -> awaitStdout(child, regex));
            var ofAssertion = cpu(script, child -> assertThat(child).stdout().containsPattern(regex));

            System.out.println(regex + ": " + ofLines + " " + ofText + " " + ofAssertion);
            assertThat(ofText).isLessThan(ofLines.multipliedBy(2).plus(NOISE));
            assertThat(ofAssertion).isLessThan(ofLines.multipliedBy(2).plus(NOISE));
        }
    }

    private Duration cpu(String script, Consumer<ForkedChild> wait) {
        var threads = ManagementFactory.getThreadMXBean();
        try (var child = children.spawn("sh", "-c", script)) {
            long begin = threads.getCurrentThreadCpuTime();
            wait.accept(child);
            return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin);
        }
    }
}
