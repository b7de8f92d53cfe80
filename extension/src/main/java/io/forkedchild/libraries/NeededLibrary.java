package io.forkedchild.libraries;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A library without which nothing works. Whether it is new enough is told by a class that its oldest usable version was the
 * first to have, because a jar may say nothing of its version. The documentation names the versions: docs/requirements.md.
 */
public enum NeededLibrary {
    ASSERTJ(
            "AssertJ 3.25",
            "org.assertj:assertj-core",
            "org.assertj.core.api.AbstractAssert",
            "org.assertj.core.error.ShouldBeRecord"),
    AWAITILITY(
            "Awaitility 4.2",
            "org.awaitility:awaitility",
            "org.awaitility.Awaitility",
            "org.awaitility.core.FailFastCondition$CallableFailFastCondition$FailFastAssertion"),
    JACKSON_CORE(
            "Jackson 2.15",
            "com.fasterxml.jackson.core:jackson-core",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.core.StreamReadConstraints"),
    JACKSON_DATABIND(
            "Jackson 2.15",
            "com.fasterxml.jackson.core:jackson-databind",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.databind.EnumNamingStrategy"),
    JNA("JNA 5.12", "net.java.dev.jna:jna", "com.sun.jna.Pointer", "com.sun.jna.internal.Cleaner"),
    JUNIT(
            "JUnit 5.10",
            "org.junit.jupiter:junit-jupiter-api",
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.io.TempDirFactory");

    private static final Optional<String> DEFECT = defect(NeededLibrary.class.getClassLoader());

    private final String oldest;
    private final String artifact;
    private final String anyVersion;
    private final String sinceOldest;

    /**
     * @param oldest its name and its oldest usable version
     * @param anyVersion a class that every version has
     * @param sinceOldest a class that the versions before the oldest usable one do not have
     */
    NeededLibrary(String oldest, String artifact, String anyVersion, String sinceOldest) {
        this.oldest = oldest;
        this.artifact = artifact;
        this.anyVersion = anyVersion;
        this.sinceOldest = sinceOldest;
    }

    /**
     * Checks all libraries, once; before this has returned, nothing may link one of them.
     *
     * @throws IllegalStateException if one is missing or too old, with the same sentence each time. JUnit may be missing: a
     *     launcher can be used without it
     */
    public static void requireAll() {
        if (DEFECT.isPresent()) {
            throw new IllegalStateException(DEFECT.get());
        }
    }

    /** Whether {@link #requireAll} would not throw. */
    public static boolean areAllThere() {
        return DEFECT.isEmpty();
    }

    /** What is wrong with the libraries of a class loader, in one sentence. */
    static Optional<String> defect(ClassLoader classes) {
        var wrong = Stream.of(values())
                .flatMap(library -> library.wrong(classes).stream())
                .collect(Collectors.joining(", and "));
        return wrong.isEmpty() ? Optional.empty() : Optional.of("ForkedChild needs " + wrong);
    }

    private Optional<String> wrong(ClassLoader classes) {
        var found = Optional.ofNullable(classes.getResource(file(anyVersion)));
        if (found.isEmpty()) {
            return this == JUNIT ? Optional.empty() : Optional.of(sentence("is not on the class path"));
        }
        return classes.getResource(file(sinceOldest)) != null
                ? Optional.empty()
                : Optional.of(sentence("is " + FoundJar.of(found.get(), artifact)));
    }

    /** The files are looked at only: a class that was loaded might need another library that is missing. */
    private static String file(String className) {
        return className.replace('.', '/') + ".class";
    }

    private String sentence(String what) {
        return oldest + " or newer (" + artifact + " " + what + ")";
    }
}
