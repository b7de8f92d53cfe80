package io.forkedchild.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVMs of this machine: that of the tests, and what is installed beside it. */
final class Jvms {

    private Jvms() {}

    static String own() {
        return javaOf(Path.of(System.getProperty("java.home"))).toString();
    }

    static List<String> all() throws IOException {
        var home = Path.of(System.getProperty("java.home")).toRealPath();
        try (var homes = Files.list(home.getParent())) {
            return homes.filter(each -> Files.isExecutable(javaOf(each)) && !Files.isSymbolicLink(each))
                    .map(each -> javaOf(each).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Path javaOf(Path home) {
        return home.resolve("bin").resolve("java");
    }
}
