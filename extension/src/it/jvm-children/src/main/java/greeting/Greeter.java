package greeting;

/** A program for the command line that ends its JVM itself, as many do. */
public final class Greeter {

    private Greeter() {}

    public static void main(String... args) {
        if (args.length != 1) {
            System.err.println("usage: greeter NAME");
            System.exit(64);
        }
        System.out.println("Hello, " + args[0] + "!");
    }
}
