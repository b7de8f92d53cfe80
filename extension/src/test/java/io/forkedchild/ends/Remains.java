package io.forkedchild.ends;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes whose command line or environment has a text, which one run of a test only has. */
final class Remains {

    private Remains() {}

    /** A process with what tells which one it is. */
    record Remnant(ProcessHandle handle, String state, String command, String limit) {

        static Remnant of(ProcessHandle handle) {
            return new Remnant(
                    handle,
                    firstLine(text(handle, "status"), "State:"),
                    text(handle, "cmdline").replace('\0', ' '),
                    firstLine(text(handle, "limits"), "Max file locks"));
        }

        void end() {
            handle.destroyForcibly();
        }
    }

    static List<Remnant> of(String text) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> has(process, text))
                .map(Remnant::of)
                .toList();
    }

    private static boolean has(ProcessHandle process, String text) {
        return text(process, "cmdline").contains(text)
                || text(process, "environ").contains(text);
    }

    private static String firstLine(String lines, String beginning) {
        return lines.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElse("");
    }

    private static String text(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
