package io.forkedchild;

import io.forkedchild.child.ChildCallable;
import io.forkedchild.child.ChildProgram;
import io.forkedchild.child.ChildRunnable;
import io.forkedchild.libraries.NeededLibrary;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.SharedLoop;
import io.forkedchild.posix.Platform;
import io.forkedchild.timeline.Recorder;
import io.forkedchild.timeline.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Launches the children of a test, any number at any time, and ends those that are left when it is closed. JUnit tests
 * get one as a parameter; elsewhere it is opened in a try-with-resources. All methods may be called by any thread.
 *
 * <p>The verbs and their options have the names, defaults and meanings of Node's {@code child_process}. A launch returns
 * when the process exists. A program that is missing or may not be executed gives a child that
 * {@link ExitStatus.NotStarted has never started}; a request that is wrong in itself throws.
 */
public final class ForkedChildren implements AutoCloseable {

    private static final String END_OF_TEST = "the end of the test";
    private static final Duration SETTLING = Duration.ofMillis(250);

    private final Origin origin = Origin.here();
    private final Settings settings;
    private final Supplier<Optional<String>> rerun;
    private final Recorder recorder = new Recorder();
    private final Listeners listeners = new Listeners(recorder);
    private final InheritedOutput inheritedOutput = new InheritedOutput(recorder);
    private final ArgumentFiles argumentFiles = new ArgumentFiles();
    private final Queue<ForkedChild> children = new ConcurrentLinkedQueue<>();
    private final Set<String> names = new HashSet<>();
    private final Object ending = new Object();
    private @Nullable EventLoop loop;
    private boolean closed;
    private boolean ended;
    private volatile boolean closeHasFailed;

    private ForkedChildren(Settings settings, Supplier<Optional<String>> rerun) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.rerun = Objects.requireNonNull(rerun, "rerun");
    }

    /** A launcher with the default settings. */
    public static ForkedChildren open() {
        return open(Settings.defaults());
    }

    /** A launcher with other settings. */
    public static ForkedChildren open(Settings settings) {
        return open(settings, Optional::empty);
    }

    /**
     * A launcher for a test that can be run again.
     *
     * @param rerun asked by every failure: the command that runs the test again, if that is known. Any thread
     * @throws IllegalStateException if one of the libraries that this one needs is missing or too old
     */
    public static ForkedChildren open(Settings settings, Supplier<Optional<String>> rerun) {
        NeededLibrary.requireAll();
        return new ForkedChildren(settings, rerun);
    }

    // ---- spawn

    /** Launches a program with arguments; its stdin, stdout and stderr are pipes. */
    public ForkedChild spawn(String file, String... args) {
        return spawn(file, Arrays.asList(args), SpawnOptions.defaults());
    }

    /**
     * Launches a program.
     *
     * @param file a path, or a name that is looked up in the child's {@code PATH}
     * @throws SpawnException if the launch fails in a way that makes Node throw
     * @throws UnsupportedPlatformException if this machine lacks what a launch needs
     */
    public ForkedChild spawn(String file, List<String> args, SpawnOptions options) {
        return launch(LaunchPlan.spawn(file, args, options, System.getenv()));
    }

    // ---- exec

    /** Has a shell run a command line, and collects its output for a {@link ForkedChild#result()}. */
    public ForkedChild exec(String command) {
        return exec(command, ExecOptions.defaults());
    }

    /** Has a shell run a command line; refusals as of {@link #spawn(String, List, SpawnOptions)}. */
    public ForkedChild exec(String command, ExecOptions options) {
        return launch(LaunchPlan.exec(command, options, System.getenv()));
    }

    // ---- execFile

    /** Launches a program without a shell, and collects its output for a {@link ForkedChild#result()}. */
    public ForkedChild execFile(String file, String... args) {
        return execFile(file, Arrays.asList(args), ExecOptions.defaults());
    }

    /** Launches a program without a shell; refusals as of {@link #spawn(String, List, SpawnOptions)}. */
    public ForkedChild execFile(String file, List<String> args, ExecOptions options) {
        return launch(LaunchPlan.execFile(file, args, options, System.getenv()));
    }

    // ---- fork

    /** Launches a Node module with a channel for messages; its output goes to the test's own, and is recorded. */
    public ForkedChild fork(String modulePath, String... args) {
        return fork(modulePath, Arrays.asList(args), ForkOptions.defaults());
    }

    /** Launches a Node module with a channel; refusals as of {@link #spawn(String, List, SpawnOptions)}. */
    public ForkedChild fork(String modulePath, List<String> args, ForkOptions options) {
        return launch(LaunchPlan.fork(modulePath, args, options, System.getenv()));
    }

    // ---- fork of a JVM

    /** Runs a main class in a fresh JVM, with the test's class path and a channel; its output is as that of a module. */
    public ForkedChild fork(Class<?> mainClass, String... args) {
        return fork(mainClass, Arrays.asList(args), ForkOptions.defaults());
    }

    /**
     * Runs a main class in a fresh JVM; refusals as of {@link #spawn(String, List, SpawnOptions)}.
     *
     * @throws IllegalArgumentException if the class has no {@code public static void main(String[])}
     */
    public ForkedChild fork(Class<?> mainClass, List<String> args, ForkOptions options) {
        return fork(JvmProgram.mainClass(mainClass, args), options);
    }

    /** Runs a lambda in a fresh JVM, with its parent to talk to. */
    public ForkedChild fork(ChildProgram program) {
        return fork(program, ForkOptions.defaults());
    }

    /**
     * Runs a lambda in a fresh JVM. What it captures travels by Java serialization.
     *
     * @throws IllegalArgumentException if something that it captures is not serializable; the text names it
     */
    public ForkedChild fork(ChildProgram program, ForkOptions options) {
        return fork(JvmProgram.lambda(program), options);
    }

    /** Runs a lambda in a fresh JVM: {@code () -> App.main(args)}, so that it may call {@code System.exit}. */
    public ForkedChild fork(ChildRunnable program) {
        return fork(program, ForkOptions.defaults());
    }

    /** Runs a lambda in a fresh JVM; refusals as of {@link #fork(ChildProgram, ForkOptions)}. */
    public ForkedChild fork(ChildRunnable program, ForkOptions options) {
        return fork(JvmProgram.lambda(program), options);
    }

    /** Runs a lambda in a fresh JVM; what it returns is the child's {@link ForkedChild#returned(Class) result}. */
    public ForkedChild fork(ChildCallable<?> program) {
        return fork(program, ForkOptions.defaults());
    }

    /** Runs a lambda with a result in a fresh JVM; refusals as of {@link #fork(ChildProgram, ForkOptions)}. */
    public ForkedChild fork(ChildCallable<?> program, ForkOptions options) {
        return fork(JvmProgram.lambda(program), options);
    }

    ForkedChild fork(JvmProgram program, ForkOptions options) {
        Check.given("options", options);
        var complete = settings.classDataArchives()
                .filter(directory -> ClassDataArchive.fits(options.choices))
                .flatMap(ClassDataArchive::in)
                .map(options::classDataArchive)
                .orElse(options);
        return settings.warmJvms() > 0 ? forkWarm(program, complete, WarmJvms.ofRun()) : forkFresh(program, complete);
    }

    private ForkedChild forkFresh(JvmProgram program, ForkOptions options) {
        var child = launch(LaunchPlan.fork(program, options, argumentFiles::with, System.getenv()));
        if (child.connected()) {
            program.work().ifPresent(child::send);
        }
        return child;
    }

    private ForkedChild forkWarm(JvmProgram program, ForkOptions options, WarmJvms jvms) {
        var plan = LaunchPlan.fork(program, options, jvms.argumentFiles()::with, System.getenv());
        if (!plan.canWait()) {
            return forkFresh(program, options);
        }
        var child = launch(plan, () -> jvms.take(plan));
        if (child.connected()) {
            child.send(program.message());
        }
        jvms.keep(settings.warmJvms(), plan);
        return child;
    }

    // ---- what was launched

    /** The children so far, in the order of their launch. */
    public synchronized List<ForkedChild> all() {
        return List.copyOf(children);
    }

    /** Everything that has happened to these children, so far. */
    public Timeline timeline() {
        return recorder.timeline();
    }

    /**
     * Has all recorded that the children have written and done by now, and waits a moment for those that seem to be ending. It is
     * for code that shows children after a failure. Not cut short by an interrupt.
     */
    public void settle() {
        var used = usedLoop();
        if (used != null) {
            var now = all(); // not in the loop, which must not wait for this launcher's lock
            used.call(() -> {
                now.forEach(ForkedChildren::catchUp);
                return true;
            });
            recorder.awaitUninterruptibly(() -> now.stream().noneMatch(ForkedChildren::isEnding), SETTLING);
        }
    }

    private static void catchUp(ForkedChild child) {
        try {
            child.process().catchUp();
        } catch (RuntimeException | Error unable) {
            // what it did before is shown all the same, and all of the others
        }
    }

    private static boolean isEnding(ForkedChild child) {
        var process = child.process();
        return process.seemsToEnd() || (process.status().isPresent() && !process.isClosed());
    }

    /** How long waits for these children last. */
    public Settings settings() {
        return settings;
    }

    Origin origin() {
        return origin;
    }

    /** Whether it could not be closed, and has not been since. */
    boolean closeHasFailed() {
        return closeHasFailed;
    }

    /** The names of the children that run, asked without a lock. */
    List<String> running() {
        return children.stream()
                .filter(child ->
                        child.process().pid() != 0 && child.process().status().isEmpty())
                .map(ForkedChild::name)
                .toList();
    }

    private ForkedChild launch(LaunchPlan plan) {
        return launch(plan, () -> StartedProcess.of(plan, loop()));
    }

    private ForkedChild launch(LaunchPlan plan, Supplier<StartedProcess> start) {
        var name = begin(plan);
        var launcher = new Launcher(loop(), recorder, settings);
        inheritedOutput.add(name, plan);
        var process = launcher.launch(name, plan, start);
        process.keep(this);
        var child = new ForkedChild(process, listeners, settings, rerun);
        if (!keep(child)) {
            child.close();
            throw over(plan);
        }
        return child;
    }

    private synchronized String begin(LaunchPlan plan) {
        if (closed) {
            throw over(plan);
        }
        var name = plan.name();
        for (int i = 2; !names.add(name); i++) {
            name = plan.name() + "-" + i;
        }
        return name;
    }

    private synchronized boolean keep(ForkedChild child) {
        return !closed && children.add(child);
    }

    private static IllegalStateException over(LaunchPlan plan) {
        return new IllegalStateException(
                plan.verb() + " " + plan.file() + ": the test that these children belong to is over");
    }

    private synchronized EventLoop loop() {
        if (loop == null) {
            var missing = Platform.missing();
            if (!missing.isEmpty()) {
                throw new UnsupportedPlatformException(missing);
            }
            OpenLaunchers.add(this);
            loop = SharedLoop.get();
        }
        return loop;
    }

    /**
     * Ends all children: asks them to end (the channel is closed, SIGTERM sent), kills after the grace what is left, closes
     * all pipes, and kills the processes that the children have left behind. Waits for that, not cut short by an interrupt. A
     * second call waits for the first, and does again what that could not do. Called by a listener, it only refuses further
     * launches.
     *
     * @throws IllegalStateException if something is still there, with its name; or if a listener threw, with what it threw as
     *     the cause
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (listeners.isCurrentThread()) {
            return; // it cannot wait for itself: the test's own close does the rest
        }
        synchronized (ending) {
            if (!ended) {
                tryToEnd();
                ended = true;
                OpenLaunchers.remove(this);
                throwFailureOfListener();
            }
        }
    }

    private synchronized @Nullable EventLoop usedLoop() {
        return loop;
    }

    private void tryToEnd() {
        try {
            end(usedLoop());
        } catch (RuntimeException | Error failure) {
            closeHasFailed = true;
            throw failure;
        }
        closeHasFailed = false;
    }

    private void end(@Nullable EventLoop used) {
        var steps = new ArrayList<Runnable>();
        if (used != null) {
            steps.add(new Ending(all(), used, recorder, settings, END_OF_TEST)::run);
        }
        steps.addAll(List.of(inheritedOutput::close, listeners::close, recorder::close, argumentFiles::close));
        Steps.all(steps);
    }

    private void throwFailureOfListener() {
        var failures = listeners.failures();
        if (!failures.isEmpty()) {
            var failure = new IllegalStateException("a listener of a child threw " + failures.get(0), failures.get(0));
            failures.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
