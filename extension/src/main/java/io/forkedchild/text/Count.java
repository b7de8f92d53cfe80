package io.forkedchild.text;

/** Numbers with the noun that they count. */
public final class Count {

    private Count() {}

    /** {@code 1 byte}, {@code 2 bytes}. */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** How many bytes. */
    public static String bytes(long number) {
        return of(number, "byte");
    }
}
