package shop;

import java.util.Scanner;

/** A program for the command line: one line for each order that it reads. */
public final class Orders {

    private Orders() {}

    public static void main(String... args) {
        if (args.length != 1) {
            System.err.println("usage: orders CURRENCY");
            System.exit(64);
        }
        System.out.println("ready");
        var orders = new Scanner(System.in);
        while (orders.hasNextLine()) {
            System.out.println("order " + orders.nextLine() + " " + args[0]);
        }
    }
}
