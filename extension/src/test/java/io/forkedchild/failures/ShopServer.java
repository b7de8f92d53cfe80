package io.forkedchild.failures;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server that logs why it cannot answer. */
final class ShopServer {

    private ShopServer() {}

    public static void main(String... args) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/users", exchange -> {
            System.err.println("SQL error: no such table users");
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
        Thread.currentThread().join();
    }
}
