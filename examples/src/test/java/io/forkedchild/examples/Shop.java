package io.forkedchild.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A small web server, as the main class of a program: it takes a port that is free, and prints which. */
final class Shop {

    private Shop() {}

    public static void main(String... args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/users", exchange -> {
            var users = "Ada\n".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, users.length);
            exchange.getResponseBody().write(users);
            exchange.close();
        });
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
    }
}
