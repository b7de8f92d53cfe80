package io.forkedchild.parity;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Files of the test's resources. */
final class Fixture {

    private Fixture() {}

    /** A child's program in {@code children}. */
    static String child(String name) {
        return path("children/" + name);
    }

    static String path(String resource) {
        var found = Objects.requireNonNull(Fixture.class.getClassLoader().getResource(resource), resource);
        try {
            return Path.of(found.toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
