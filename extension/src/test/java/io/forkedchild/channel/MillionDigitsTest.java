package io.forkedchild.channel;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.channel.ChannelChildren.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A child sends a number of a million digits: looking at it takes no longer than looking at a text of that length. */
@RequiresNode
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class MillionDigitsTest {

    private static final String DIGITS = "head -c %d /dev/zero | tr '\\0' 7 >&3; ";
    private static final String JSON = "printf '{\"n\":' >&3; " + DIGITS.formatted(1_000_000)
            + "printf ',\"f\":0.' >&3; " + DIGITS.formatted(100_000) + "printf ',\"e\":1e-999999}\\n' >&3";

    private static final String ADVANCED = "process.send({ n: 1n << 3321928n });";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The time of a processor that a look may take. Most take less than a second; quadratic ways take minutes. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final List<String> slow = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void numberOfJson(ForkedChildren children) throws IOException {
        var child = Await.closed(shell(children, JSON));

        lookAt(child, BigInteger.ONE);

        assertThat(slow).isEmpty();
    }

    @Test
    void bigIntOfAdvancedMessages(ForkedChildren children) throws IOException {
        var child = fork(children);

        lookAt(child, BigInteger.ONE.shiftLeft(3_321_928));

        assertThat(slow).isEmpty();
    }

    private ForkedChild fork(ForkedChildren children) throws IOException {
        var module = Files.writeString(directory.resolve("child.js"), ADVANCED);
        var child = children.with(ForkOptions.defaults().serialization(Serialization.ADVANCED))
                .fork(module.toString());
        return Await.closed(child);
    }

    private void lookAt(ForkedChild child, BigInteger other) {
        var message = child.messages().get(0);
        time("value", message::value);
        time("json", message::json);
        time("text", message::toString);
        time("as map", () -> message.as(Map.class));
        time("as record", () -> message.ignoringUnknownMembers().as(Numbers.class));
        time("evidence", child::evidence);
        time("timeline", () -> child.timeline().toString());
        time("transcript", () -> child.transcript().toString());
        time("sent", () -> failing(() -> assertThat(child).sentMessage(Map.of("n", 1))));
        time("sent big", () -> failing(() -> assertThat(child).sentMessage(Map.of("n", other.add(BigInteger.ONE)))));
        time("containing", () -> failing(() -> assertThat(child).sentMessage(containing(Map.of("n", BigInteger.TWO)))));
        time("containing itself", () -> assertThat(child).sentMessage(containing(Map.of("n", n(message.value())))));
        time("list", () -> failing(() -> assertThat(child).messages().isEmpty()));
    }

    private static Object n(@Nullable Object value) {
        return Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(value)).get("n"));
    }

    record Numbers(BigInteger n, BigDecimal f) {}

    private static boolean failing(ThrowingCallable assertion) {
        try {
            assertion.call();
        } catch (AssertionError expected) {
            assertThat(String.valueOf(expected.getMessage()).length()).isLessThan(20_000);
            return true;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
        throw new IllegalStateException("passed");
    }

    private void time(String what, Supplier<@Nullable Object> look) {
        long begin = THREADS.getCurrentThreadCpuTime();
        try {
            assertThat(look.get()).isNotSameAs(this); // so that nothing is left out for being of no use
        } catch (IllegalStateException | IllegalArgumentException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(20_000);
        }
        var took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin);
        if (took.compareTo(BOUND) > 0) {
            slow.add(what + " took " + took.toMillis() + " ms");
        }
    }
}
