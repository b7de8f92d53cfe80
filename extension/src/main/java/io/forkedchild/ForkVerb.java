package io.forkedchild;

import io.forkedchild.child.ChildCallable;
import io.forkedchild.child.ChildProgram;
import io.forkedchild.child.ChildRunnable;
import io.forkedchild.jvm.ClassDataArchive;
import io.forkedchild.jvm.JvmProgram;
import io.forkedchild.jvm.WarmJvms;
import io.forkedchild.text.Check;
import java.util.Arrays;

/**
 * The verb {@code fork} with its options, for Node modules and for JVMs; see {@link ForkedChildren#with(ForkOptions)}. Any thread
 * may use it, any number of times.
 */
public final class ForkVerb {

    private final ForkedChildren children;
    private final ForkOptions options;

    ForkVerb(ForkedChildren children, ForkOptions options) {
        this.children = children;
        this.options = Check.given("options", options);
    }

    /** Launches a Node module with a channel for messages; refusals as of {@link SpawnVerb#spawn}. */
    public ForkedChild fork(String modulePath, String... args) {
        return children.launch(
                LaunchPlans.fork(modulePath, Arrays.asList(Check.given("args", args)), options, System.getenv()));
    }

    /**
     * Runs a main class in a fresh JVM, with the test's class path and a channel; refusals as of {@link SpawnVerb#spawn}.
     *
     * @throws IllegalArgumentException if the class has no {@code public static void main(String[])}
     */
    public ForkedChild fork(Class<?> mainClass, String... args) {
        return fork(JvmProgram.mainClass(mainClass, Arrays.asList(Check.given("args", args))));
    }

    /**
     * Runs a lambda in a fresh JVM, with its parent to talk to. What it captures travels by Java serialization.
     *
     * @throws IllegalArgumentException if something that it captures is not serializable; the text names it
     */
    public ForkedChild fork(ChildProgram program) {
        return fork(JvmProgram.lambda(program));
    }

    /**
     * Runs a lambda in a fresh JVM: {@code () -> App.main(args)}, so that it may call {@code System.exit}; refusals as of
     * {@link #fork(ChildProgram)}.
     */
    public ForkedChild fork(ChildRunnable program) {
        return fork(JvmProgram.lambda(program));
    }

    /**
     * Runs a lambda in a fresh JVM; what it returns is {@link ForkedChild#returned}. Refusals as of
     * {@link #fork(ChildProgram)}.
     */
    public ForkedChild fork(ChildCallable<?> program) {
        return fork(JvmProgram.lambda(program));
    }

    /** As {@link #fork(ChildRunnable)}, by a name of its own, for Kotlin: there, a lambda without parameters fits both. */
    public ForkedChild forkRunnable(ChildRunnable program) {
        return fork(program);
    }

    /** As {@link #fork(ChildCallable)}, by a name of its own, for Kotlin. */
    public ForkedChild forkCallable(ChildCallable<?> program) {
        return fork(program);
    }

    ForkedChild fork(JvmProgram program) {
        var jvms = children.settings().jvms();
        var complete = jvms.classDataArchives()
                .filter(directory -> ArchiveMaker.fits(options.choices))
                .flatMap(directory -> ClassDataArchive.in(directory, ArchiveMaker::make))
                .map(options::classDataArchive)
                .orElse(options);
        return jvms.warmJvms() > 0 ? forkWarm(program, complete, WarmJvms.ofRun()) : forkFresh(program, complete);
    }

    private ForkedChild forkFresh(JvmProgram program, ForkOptions complete) {
        var child =
                children.launch(LaunchPlans.fork(program, complete, children.argumentFiles()::with, System.getenv()));
        if (child.connected()) {
            program.work().ifPresent(child::send);
        }
        return child;
    }

    private ForkedChild forkWarm(JvmProgram program, ForkOptions complete, WarmJvms jvms) {
        var plan = LaunchPlans.fork(program, complete, jvms.argumentFiles()::with, System.getenv());
        if (!plan.canWait()) {
            return forkFresh(program, complete);
        }
        var child = children.launch(plan, () -> jvms.take(plan));
        if (child.connected()) {
            child.send(program.message());
        }
        jvms.keep(children.settings().jvms().warmJvms(), plan);
        return child;
    }
}
