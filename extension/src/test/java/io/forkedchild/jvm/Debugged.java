package io.forkedchild.jvm;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.await.ForkedChildAwait;
import io.forkedchild.child.ParentProcess;

/** Plays the test: forks a child that may wait for a debugger, and sends what that prints. */
final class Debugged {

    private Debugged() {}

    public static void main(String... args) {
        try (var children = ForkedChildren.open()) {
            var options = ForkOptions.defaults().silent(true).suspendUnderDebugger(true);
            var child = children.with(options).fork(Sends.class, "x");
            ForkedChildAwait.awaitStdout(child, "Listening for transport dt_socket at address: \\d+");
            ParentProcess.current().send(child.messages().isEmpty());
        }
    }
}
