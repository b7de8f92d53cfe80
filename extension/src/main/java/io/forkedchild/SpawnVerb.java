package io.forkedchild;

import io.forkedchild.process.SpawnException;
import io.forkedchild.process.UnsupportedPlatformException;
import io.forkedchild.text.Check;
import java.util.Arrays;

/**
 * The verb {@code spawn} with its options; see {@link ForkedChildren#with(SpawnOptions)}. Any thread may use it, any number of
 * times.
 */
public final class SpawnVerb {

    private final ForkedChildren children;
    private final SpawnOptions options;

    SpawnVerb(ForkedChildren children, SpawnOptions options) {
        this.children = children;
        this.options = Check.given("options", options);
    }

    /**
     * Launches a program with arguments.
     *
     * @param file a path, or a name that is looked up in the child's {@code PATH}
     * @throws SpawnException if the launch fails in a way that makes Node throw
     * @throws UnsupportedPlatformException if this machine lacks what a launch needs
     */
    public ForkedChild spawn(String file, String... args) {
        return children.launch(
                LaunchPlans.spawn(file, Arrays.asList(Check.given("args", args)), options, System.getenv()));
    }
}
