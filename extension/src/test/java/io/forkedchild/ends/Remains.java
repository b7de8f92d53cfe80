package io.forkedchild.ends;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes whose command line or environment has a text, which one run of a test only has. */
final class Remains {

    private Remains() {}

    static List<ProcessHandle> of(String text) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> has(process, text))
                .toList();
    }

    private static boolean has(ProcessHandle process, String text) {
        var directory = Path.of("/proc", Long.toString(process.pid()));
        return Stream.of("cmdline", "environ").anyMatch(file -> contains(directory.resolve(file), text));
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
