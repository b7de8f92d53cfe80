package io.forkedchild.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a test stands in its build.
 *
 * @param root the directory of the whole build
 * @param directory that of the part with the test; the same if there is one part only
 */
record BuildPlace(Path root, Path directory) {

    private static final int MOST_LEVELS = 6;
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    /** The root is the outermost directory whose modules lead to this one. */
    static BuildPlace ofMaven(Path directory) {
        var root = directory;
        for (var outer = aggregator(root); outer.isPresent(); outer = aggregator(root)) {
            root = outer.get();
        }
        return new BuildPlace(root, directory);
    }

    private static Optional<Path> aggregator(Path module) {
        return above(module)
                .skip(1)
                .filter(outer -> hasModule(outer.resolve("pom.xml"), outer.relativize(module)))
                .findFirst();
    }

    private static boolean hasModule(Path pom, Path module) {
        try {
            var text = COMMENT.matcher(Files.readString(pom)).replaceAll("");
            return Pattern.compile("<(module|subproject)>\\s*(\\./)?" + Pattern.quote(module.toString())
                            + "(/|/pom\\.xml)?\\s*</")
                    .matcher(text)
                    .find();
        } catch (IOException missing) {
            return false;
        }
    }

    /** The root has the settings. */
    static BuildPlace ofGradle(Path directory) {
        var root = above(directory)
                .filter(outer -> Files.exists(outer.resolve("settings.gradle"))
                        || Files.exists(outer.resolve("settings.gradle.kts")))
                .findFirst();
        return new BuildPlace(root.orElse(directory), directory);
    }

    private static Stream<Path> above(Path directory) {
        return Stream.<Path>iterate(directory, outer -> outer != null, Path::getParent)
                .limit(MOST_LEVELS);
    }

    /** The part with the test, seen from the root; empty if it is the root. */
    Optional<String> module() {
        return Optional.of(root.relativize(directory).toString()).filter(path -> !path.isEmpty());
    }

    /** The program that the build brings, if it brings its own: {@code ./mvnw}. */
    String program(String name) {
        return Files.isExecutable(root.resolve(name + "w")) ? "./" + name + "w" : name;
    }
}
