package io.forkedchild.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a server of a child, and never waits without a bound: the child might not answer. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int SECONDS = 30;

    private Http() {}

    /** The body of the answer. */
    static String get(int port, String path) {
        return ask(port, path).join();
    }

    /** The body of the answer, which fails if it takes too long; a timeout of the request would not bound the body. */
    static CompletableFuture<String> ask(int port, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString())
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .thenApply(HttpResponse::body);
    }
}
