package io.forkedchild.jvm;

import io.forkedchild.process.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a launch that concern a JVM.
 *
 * @param name of the child; empty: that of the program
 * @param execPath the program {@code java}; empty: that of the test JVM
 * @param execArgv options of the JVM
 * @param classPath instead of the test's
 * @param firstOnClassPath before all other entries
 * @param archive for the test's own class path and JVM
 */
public record JvmChoices(
        Optional<String> name,
        Optional<String> execPath,
        List<String> execArgv,
        Optional<List<Path>> classPath,
        List<Path> firstOnClassPath,
        Map<String, String> systemProperties,
        boolean suspendUnderDebugger,
        Serialization serialization,
        Optional<ClassDataArchive> archive) {}
