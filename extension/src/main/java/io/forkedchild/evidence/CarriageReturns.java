package io.forkedchild.evidence;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.Program;
import io.forkedchild.running.FirstLine;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Recognises scripts whose lines end in CRLF by what a shell or env says of them. */
final class CarriageReturns {

    private static final Pattern NOT_FOUND =
            Pattern.compile("(?:\r|\\\\r)['’]?: (?:command |inaccessible or )?(?:not found|No such file or directory)");

    private CarriageReturns() {}

    /** Whether the output says that a command was not found whose name ends in a carriage return. */
    static boolean areNotFound(String output) {
        return NOT_FOUND.matcher(output).find();
    }

    /** Whether the program is a script whose first line ends in one. */
    static boolean areInScript(LaunchPlan plan) {
        return Program.locate(plan)
                .map(program -> FirstLine.of(plan.cwd().orElse(Path.of("")).resolve(program)))
                .filter(line -> line.startsWith("#!") && line.endsWith("\r"))
                .isPresent();
    }
}
