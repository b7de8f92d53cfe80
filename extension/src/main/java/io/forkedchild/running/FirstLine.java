package io.forkedchild.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the first line of a program, by which the kernel decides how to run it. */
public final class FirstLine {

    /** As many as the kernel looks at. */
    private static final int BYTES = 256;

    private FirstLine() {}

    /** The line without its line feed, but with a carriage return before that; empty if it cannot be read. */
    public static String of(Path file) {
        try (var input = Files.newInputStream(file)) {
            var head = new String(input.readNBytes(BYTES), ISO_8859_1);
            int end = head.indexOf('\n');
            return end < 0 ? head : head.substring(0, end);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
