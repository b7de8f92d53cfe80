package io.forkedchild.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether this package can work here: Linux on x86-64 or aarch64, glibc 2.34 or newer, a kernel with
 * {@code pidfd_open}, and JNA.
 */
public final class Platform {

    /** As the JDK names them. */
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

    /** Found once: the second attempt of the JVM to load JNA would no longer say why the first one failed. */
    private static final List<String> MISSING = find();

    private Platform() {}

    /**
     * What is missing, each in a form like {@code glibc 2.34 or newer (this is 2.31)}; empty if nothing is. Never
     * throws.
     */
    public static List<String> missing() {
        return MISSING;
    }

    private static List<String> find() {
        List<String> missing =
                missing(System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown"));
        return missing.isEmpty() ? missingNatives() : missing;
    }

    static List<String> missing(String system, String architecture) {
        List<String> missing = new ArrayList<>();
        if (!system.equals("Linux")) {
            missing.add("Linux (this is " + system + ")");
        }
        if (!ARCHITECTURES.contains(architecture)) {
            missing.add("x86-64 or aarch64 (this is " + architecture + ")");
        }
        return List.copyOf(missing);
    }

    /** JNA writes its library to a temporary folder and maps it from there. */
    private static String adviceOn(String failure) {
        return failure.contains("failed to map segment") || failure.contains("JNA temporary directory")
                ? "; the folder may be mounted noexec or read-only: the system property jna.tmpdir names another one"
                : "";
    }

    private static List<String> missingNatives() {
        try {
            List<String> missing = NativeProbe.missingFunctions();
            return missing.isEmpty() ? NativeProbe.missingCalls() : missing;
        } catch (Error e) { // JNA throws a plain Error when the versions of its jar and its native library differ
            var text = e.toString().replaceAll("\\s+", " ").strip();
            return List.of("JNA (" + text + adviceOn(text) + ")");
        }
    }
}
