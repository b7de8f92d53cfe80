package io.forkedchild.failures;

import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers whose answers are what fails, in assertions that know of no children. */
final class ServerFaults {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private ServerFaults() {}

    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class AnswersWithAnError {
        @Test
        void fault(@Fork(main = ShopServer.class, silent = true) ForkedChild shop)
                throws IOException, InterruptedException {
            var port = awaitStdout(shop, "listening on port (\\d+)\n").group(1);

            assertEquals(200, statusOf(URI.create("http://127.0.0.1:" + port + "/users")));
        }
    }

    private static int statusOf(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(BOUND).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
