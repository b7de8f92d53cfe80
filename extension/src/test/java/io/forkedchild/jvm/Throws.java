package io.forkedchild.jvm;

/** Throws. */
final class Throws {

    private Throws() {}

    @SuppressWarnings("DoNotCallSuggester") // somebody else calls it
    public static void main(String... args) {
        throw new IllegalStateException("no disk", new UnsupportedOperationException("sector 7"));
    }
}
