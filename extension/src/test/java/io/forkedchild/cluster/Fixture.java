package io.forkedchild.cluster;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Programs of the tests' workers. */
final class Fixture {

    private Fixture() {}

    static String path(String name) {
        var found = Objects.requireNonNull(Fixture.class.getClassLoader().getResource("cluster/" + name), name);
        try {
            return Path.of(found.toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
