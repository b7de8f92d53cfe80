package io.forkedchild.evidence;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether a child is a program of Node, or of what writes as Node does: to a pipe when the kernel lets it, and not before it goes on. */
final class NodeProgram {

    private static final int FIRST_LINE_BYTES = 256;
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.-])(?:node|nodejs|npm|npx|yarn|pnpm|bun|bunx|deno|tsx|ts-node)(?![\\w./-])");
    static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|ash|bash|dash|ksh|mksh|zsh|busybox)");

    private NodeProgram() {}

    /** A shell may run it; a script is known by its first line. */
    static boolean isRunBy(LaunchPlan plan) {
        return isNamed(plan.file())
                || (SHELL.matcher(plan.file()).matches() && plan.argv().stream().anyMatch(NodeProgram::isNamed))
                || Program.locate(plan)
                        .filter(program -> isScript(plan, program))
                        .isPresent();
    }

    /** Whether a text names such a program. */
    static boolean isNamed(String text) {
        return NAME.matcher(text).find();
    }

    private static boolean isScript(LaunchPlan plan, String program) {
        try (var file = Files.newInputStream(plan.cwd().orElse(Path.of("")).resolve(program))) {
            var head = new String(file.readNBytes(FIRST_LINE_BYTES), StandardCharsets.ISO_8859_1);
            return head.startsWith("#!") && isNamed(head.lines().findFirst().orElse(""));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
