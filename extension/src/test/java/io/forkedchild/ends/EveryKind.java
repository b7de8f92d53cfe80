package io.forkedchild.ends;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Children of every kind, 28 launches. What they run is found by the number of seconds that they sleep, in their command line,
 * or by the variable {@code EVERY_KIND}.
 */
final class EveryKind {

    private static final String ECHO =
            Path.of("src/test/resources/channel/echo.js").toString();

    private final ForkedChildren children;
    private final String seconds;
    private final String sleep;

    EveryKind(ForkedChildren children, String seconds) {
        this.children = children;
        this.seconds = seconds;
        this.sleep = "sleep " + seconds;
    }

    void launch(boolean withNode) {
        launchWithChannel(withNode);
        for (int i = 0; i < 2; i++) {
            launchThatEndWhenAsked();
            launchThatDoNotEnd();
            launchThatLeaveProcesses();
        }
        launchWithoutMarks();
        children.spawn("cat");
    }

    /** A few, for ends that differ in who ends the JVM, not in what is ended. */
    void launchFew() {
        launchThatEndWhenAsked();
        launchThatDoNotEnd();
        launchThatLeaveProcesses();
    }

    private void launchThatEndWhenAsked() {
        var args = List.of(seconds);
        children.with(SpawnOptions.defaults()).spawn("sleep", args.toArray(String[]::new));
        children.with(SpawnOptions.defaults().detached(true)).spawn("sleep", args.toArray(String[]::new));
        children.with(SpawnOptions.defaults().stdio("inherit")).spawn("sleep", args.toArray(String[]::new));
        children.exec(sleep + "; true");
        children.with(ExecOptions.defaults().timeout(Duration.ofHours(1)))
                .execFile("sleep", args.toArray(String[]::new));
    }

    private void launchThatDoNotEnd() {
        sh("trap '' TERM; echo ready; while :; do " + sleep + "; done");
        sh("echo ready; kill -STOP $$; " + sleep);
    }

    private void launchWithoutMarks() {
        sh("exec env -i sh -c 'echo ready; exec " + sleep + "'");
        sh("env -i setsid sh -c 'echo ready; exec " + sleep + "' & exec " + sleep);
    }

    private void launchThatLeaveProcesses() {
        sh(sleep + " & " + sleep + " & echo ready; wait");
        sh("(setsid sh -c '" + sleep + " & " + sleep + " & echo ready; wait' > /dev/null 2>&1 &) ; echo ready");
        sh(sleep + " <&0 & echo ready; exit 0");
        sh("i=0; while [ $i -lt 40 ]; do (" + sleep + " &); i=$((i + 1)); done; echo ready; while sleep 0.05; do ("
                + sleep + " & kill $!); done");
    }

    private void launchWithChannel(boolean withNode) {
        if (withNode) {
            var node = children.with(ForkOptions.defaults().silent(true)).fork(ECHO);
            node.send("ready");
            Await.messages(node, 1);
        } else {
            sh("echo ready; " + sleep);
        }
        var main = children.with(ForkOptions.defaults().silent(true)).fork(Waits.class);
        var lambda = children.with(ForkOptions.defaults().silent(true)).fork(parent -> Waits.main());
        Await.messages(main, 1);
        Await.messages(lambda, 1);
    }

    private void sh(String script) {
        Await.printed(children.spawn("sh", "-c", script), "ready");
    }

    /** A program of Java that waits for messages. */
    static final class Waits {

        private Waits() {}

        public static void main(String... args) {
            var parent = ParentProcess.current();
            parent.onMessage(message -> {});
            parent.send("ready");
        }
    }
}
