package io.forkedchild.examples;

import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ForkedChildExtension.class)
class ShopTest {

    @Test
    void listsItsUsers(@Fork(main = Shop.class, silent = true) ForkedChild shop) throws Exception {
        var port = awaitStdout(shop, "listening on port (\\d+)\n").group(1);
        var users = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/users"))
                .timeout(Duration.ofSeconds(10))
                .build();

        var response = HttpClient.newHttpClient().send(users, BodyHandlers.ofString());

        assertEquals(200, response.statusCode());
        assertEquals("Ada\n", response.body());
    }
}
