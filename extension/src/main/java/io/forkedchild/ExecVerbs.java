package io.forkedchild;

import io.forkedchild.text.Check;
import java.util.Arrays;

/**
 * The verbs {@code exec} and {@code execFile} with their options; see {@link ForkedChildren#with(ExecOptions)}. Any thread may
 * use them, any number of times.
 */
public final class ExecVerbs {

    private final ForkedChildren children;
    private final ExecOptions options;

    ExecVerbs(ForkedChildren children, ExecOptions options) {
        this.children = children;
        this.options = Check.given("options", options);
    }

    /**
     * Has a shell run a command line, and collects its output for a {@link ForkedChild#result()}; refusals as of
     * {@link SpawnVerb#spawn}.
     */
    public ForkedChild exec(String command) {
        return children.launch(LaunchPlans.exec(command, options, System.getenv()));
    }

    /**
     * Launches a program without a shell, and collects its output for a {@link ForkedChild#result()}; refusals as of
     * {@link SpawnVerb#spawn}.
     */
    public ForkedChild execFile(String file, String... args) {
        return children.launch(
                LaunchPlans.execFile(file, Arrays.asList(Check.given("args", args)), options, System.getenv()));
    }
}
