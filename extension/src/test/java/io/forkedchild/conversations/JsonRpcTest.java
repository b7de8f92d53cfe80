package io.forkedchild.conversations;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Framing;
import io.forkedchild.rpc.JsonRpc;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The patience is far beyond the timeout of each test: a wait for it fails. */
@Timeout(30)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class JsonRpcTest {

    @Spawn(
            value = {"python3", "src/test/resources/conversations/rpc.py"},
            name = "server",
            messages = Framing.LINES)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Server {}

    @Test
    void callReturnsTheResult(@Server ForkedChild server) {
        var rpc = JsonRpc.of(server);

        assertThat(rpc.call("add", List.of(1, 2)).asInt()).isEqualTo(3);
        assertThat(rpc.call("add", List.of()).asInt()).isZero();
        assertThat(server).sentMessages(Map.of("jsonrpc", "2.0", "id", 1, "result", 3));
    }

    @Test
    void answersMayComeInAnyOrder(@Server ForkedChild server) {
        var rpc = JsonRpc.of(server);
        var one = rpc.send("later");
        var two = rpc.send("later");

        rpc.notify("now");

        assertThat(one.await().asInt()).isEqualTo(1);
        assertThat(two.await().asInt()).isEqualTo(2);
    }

    @Test
    void batchHasAnAnswerForEach(@Server ForkedChild server) {
        var calls = JsonRpc.of(server).sendBatch(new TreeMap<>(Map.of("add", List.of(2, 3), "none", List.of())));

        assertThat(calls.get(0).await().asInt()).isEqualTo(5);
        assertThat(calls.get(1).awaitError().code()).isEqualTo(-32601);
    }

    @Test
    void errorFailsUnlessItIsAskedFor(@Server ForkedChild server) {
        var rpc = JsonRpc.of(server);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rpc.call("nope"))
                .withMessageStartingWith(
                        "server has answered request 1 (nope) with error -32601: Method not found, data \"nope\"\nserver:");
        assertThat(rpc.send("nope").awaitError()).hasToString("-32601: Method not found, data \"nope\"");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rpc.send("add", List.of(1)).awaitError())
                .withMessageStartingWith("server has answered request 3 (add) with the result 1 and no error\n");
    }

    @Test
    void requestOfTheChildIsAnsweredByTheFunction(@Server ForkedChild server) {
        var rpc = JsonRpc.of(server, (method, params) -> method + params);

        assertThat(rpc.call("ask").path("result").asText()).isEqualTo("name{}");
    }

    @Test
    void requestOfTheChildIsRefusedWithoutAFunction(@Server ForkedChild server) {
        assertThat(JsonRpc.of(server).call("ask").at("/error/code").asInt()).isEqualTo(-32601);
    }

    @Test
    void functionThatThrowsIsAnError(@Server ForkedChild server) {
        var rpc = JsonRpc.of(server, (method, params) -> {
            throw new IllegalStateException("no");
        });

        assertThat(rpc.call("ask").at("/error/message").asText()).isEqualTo("java.lang.IllegalStateException: no");
    }

    @Test
    void childThatDiesFailsTheCallAtOnceWithItsLastLines(@Server ForkedChild server) {
        var rpc = JsonRpc.of(server);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rpc.call("die"))
                .withMessageStartingWith(
                        "server has not answered request 1 (die): no more messages can come from it; it exited with code 1\n")
                .withMessageContaining("| DATABASE_URL is not set");
    }

    @Test
    void secondAnswerFailsTheNextWait(@Server ForkedChild server) {
        var rpc = JsonRpc.of(server);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> {
                    rpc.call("twice");
                    rpc.call("add", List.of(1));
                })
                .withMessageStartingWith("server has answered request 1 twice, the second time with {\"jsonrpc\"");
    }

    @Test
    @Patience("200 ms")
    void silenceFailsWhenThePatienceIsOver(@Server ForkedChild server) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> JsonRpc.of(server).call("silence"))
                .withMessageMatching("(?s)server has not answered request 1 \\(silence\\) within \\d+ ms\n.*");
    }
}
