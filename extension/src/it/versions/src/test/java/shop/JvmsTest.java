package shop;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Main classes and lambdas in JVMs of their own. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class JvmsTest {

    record Item(String name, int price) implements Serializable {}

    @Test
    void mainClassRuns(@Fork(main = Orders.class, args = "EUR", silent = true) ForkedChild orders) {
        orders.stdin().write("1\n2\n".getBytes(UTF_8));
        orders.stdin().end();

        assertThat(orders).exitedWith(0).stdout().isEqualTo("ready\norder 1 EUR\norder 2 EUR\n");
    }

    @Test
    void mainClassAnswers(@Fork(main = Prices.class) ForkedChild prices) {
        prices.send("Zoë 😀 \ud83d");
        prices.send("n".repeat(60_000));
        prices.send(new Item("tea", 3));

        assertThat(prices)
                .sentMessages(
                        Map.of("item", "Zoë 😀 \ud83d", "price", 42),
                        containing(Map.of("price", 42)),
                        Map.of("item", Map.of("name", "tea", "price", 3), "price", 42));
        prices.disconnect();
        assertThat(prices).exitedWith(0);
    }

    @Test
    void lambdaTakesCapturesAndMessages(ForkedChildren children) {
        var item = new Item("tea", 3);

        var child = children.fork(parent -> {
            parent.onMessage(message -> parent.send(List.of(item.name(), message.value())));
        });
        child.send(Map.of("n".repeat(60_000), Instant.EPOCH));

        assertThat(child).sentMessage(List.of("tea", Map.of("n".repeat(60_000), "1970-01-01T00:00:00.000Z")));
        child.disconnect();
        assertThat(child).exitedWith(0);
    }

    @Test
    void lambdaReturns(ForkedChildren children) {
        var child = children.fork(() -> new Item("tea", 3));

        assertThat(child).exitedWith(0);
        assertThat(child.returned(Item.class)).isEqualTo(new Item("tea", 3));
    }

    @Test
    void lambdaThrows(ForkedChildren children) {
        var child = children.with(ForkOptions.defaults().silent(true)).fork(() -> Integer.parseInt("six"));

        assertThat(child).exitedWith(1);
        assertThat(child.thrown().orElseThrow()).hasMessageContaining("NumberFormatException");
    }
}
