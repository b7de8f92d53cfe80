package io.forkedchild.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Scanner;

/** A program for the command line that ends its JVM itself, as many do. */
final class Greeter {

    private Greeter() {}

    public static void main(String... args) {
        if (args.length != 1) {
            System.err.println("usage: greeter NAME");
            System.exit(64);
        }
        if (System.getenv("GREETING") == null) {
            System.err.println("GREETING is not set");
            System.exit(78);
        }
        var name = args[0].equals("-") ? new Scanner(System.in, UTF_8).nextLine() : args[0];
        System.out.println(System.getenv("GREETING") + ", " + name + System.getProperty("greeter.mark", "."));
    }
}
