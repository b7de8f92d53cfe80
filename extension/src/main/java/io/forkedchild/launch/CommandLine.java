package io.forkedchild.launch;

import java.util.List;

/**
 * What is executed.
 *
 * @param name a short name for it
 * @param file the file to look for
 * @param argv the complete argument list with argv[0]
 */
public record CommandLine(String name, String file, List<String> argv) {

    /** File and arguments with one space between them, not quoted. */
    public static String joined(String file, List<String> args) {
        return args.isEmpty() ? file : file + " " + String.join(" ", args);
    }
}
