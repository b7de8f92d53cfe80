package io.forkedchild;

import io.forkedchild.child.ChildCallable;
import io.forkedchild.child.ChildProgram;
import io.forkedchild.child.ChildRunnable;
import io.forkedchild.evidence.LeftoverFailure;
import io.forkedchild.jvm.ArgumentFiles;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.RunAll;
import io.forkedchild.launch.StartedProcess;
import io.forkedchild.libraries.NeededLibrary;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.SharedLoop;
import io.forkedchild.posix.Platform;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.LeftoverHandling;
import io.forkedchild.process.SpawnException;
import io.forkedchild.process.UnsupportedPlatformException;
import io.forkedchild.recording.Listeners;
import io.forkedchild.recording.Recorder;
import io.forkedchild.running.ChildNames;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.Ending;
import io.forkedchild.running.InheritedOutput;
import io.forkedchild.running.Launcher;
import io.forkedchild.text.CallSite;
import io.forkedchild.text.CallersPlace;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
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

    private final int run = SharedLoop.run();
    private final CallersPlace place = CallersPlace.outside(ForkedChildren.class);
    private final Settings settings;
    private final Supplier<Optional<String>> rerun;
    private final Recorder recorder;
    private final Listeners listeners;
    private final InheritedOutput inheritedOutput;
    private final ArgumentFiles argumentFiles = new ArgumentFiles();
    private final Queue<ForkedChild> children = new ConcurrentLinkedQueue<>();
    private final ChildNames names = new ChildNames(); // under the lock
    private final Object ending = new Object();
    private @Nullable EventLoop loop;
    private boolean closed;
    private boolean ended;
    private volatile boolean closeHasFailed;

    private ForkedChildren(Settings settings, Supplier<Optional<String>> rerun) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.rerun = Objects.requireNonNull(rerun, "rerun");
        this.recorder = new Recorder(settings.secrets());
        this.listeners = new Listeners(recorder);
        this.inheritedOutput = new InheritedOutput(recorder);
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

    // ---- the four verbs, with their default options

    /**
     * Launches a program with arguments; its stdin, stdout and stderr are pipes.
     *
     * @param file a path, or a name that is looked up in the child's {@code PATH}
     * @throws SpawnException if the launch fails in a way that makes Node throw
     * @throws UnsupportedPlatformException if this machine lacks what a launch needs
     */
    public ForkedChild spawn(String file, String... args) {
        return with(SpawnOptions.defaults()).spawn(file, args);
    }

    /** Has a shell run a command line, and collects its output for a {@link ForkedChild#result()}. */
    public ForkedChild exec(String command) {
        return with(ExecOptions.defaults()).exec(command);
    }

    /** Launches a program without a shell, and collects its output for a {@link ForkedChild#result()}. */
    public ForkedChild execFile(String file, String... args) {
        return with(ExecOptions.defaults()).execFile(file, args);
    }

    /** Launches a Node module with a channel for messages; its output goes to the test's own, and is recorded. */
    public ForkedChild fork(String modulePath, String... args) {
        return with(ForkOptions.defaults()).fork(modulePath, args);
    }

    /** Runs a main class in a fresh JVM, with the test's class path and a channel; its output is as that of a module. */
    public ForkedChild fork(Class<?> mainClass, String... args) {
        return with(ForkOptions.defaults()).fork(mainClass, args);
    }

    /** Runs a lambda in a fresh JVM, with its parent to talk to; refusals as of {@link ForkVerb#fork(ChildProgram)}. */
    public ForkedChild fork(ChildProgram program) {
        return with(ForkOptions.defaults()).fork(program);
    }

    /** Runs a lambda in a fresh JVM: {@code () -> App.main(args)}, so that it may call {@code System.exit}. */
    public ForkedChild fork(ChildRunnable program) {
        return with(ForkOptions.defaults()).fork(program);
    }

    /** Runs a lambda in a fresh JVM; what it returns is {@link ForkedChild#returned}. */
    public ForkedChild fork(ChildCallable<?> program) {
        return with(ForkOptions.defaults()).fork(program);
    }

    /** As {@link #fork(ChildRunnable)}, by a name of its own, for Kotlin: {@code children.forkRunnable { exitProcess(78) }}. */
    public ForkedChild forkRunnable(ChildRunnable program) {
        return fork(program);
    }

    /** As {@link #fork(ChildCallable)}, by a name of its own, for Kotlin: {@code children.forkCallable { answer() }}. */
    public ForkedChild forkCallable(ChildCallable<?> program) {
        return fork(program);
    }

    // ---- with other options

    /** The verb {@code spawn} with options: {@code children.with(options).spawn("ls", "-l")}. */
    public SpawnVerb with(SpawnOptions options) {
        return new SpawnVerb(this, options);
    }

    /** The verbs {@code exec} and {@code execFile} with options: {@code children.with(options).exec("ls -l")}. */
    public ExecVerbs with(ExecOptions options) {
        return new ExecVerbs(this, options);
    }

    /** The verb {@code fork} with options, for Node modules and for JVMs: {@code children.with(options).fork("app.js")}. */
    public ForkVerb with(ForkOptions options) {
        return new ForkVerb(this, options);
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
     * Has all recorded that the children have written and done by now, and waits a moment for those that seem to be
     * ending. It is for code that shows children after a failure. An interrupt does not cut it short.
     */
    public void settle() {
        var used = usedLoop();
        if (used != null) {
            var now = all(); // not in the loop, which must not wait for this launcher's lock
            used.call(() -> {
                now.forEach(ForkedChildren::catchUp);
                return true;
            });
            recorder.awaitUninterruptibly(() -> now.stream().noneMatch(ForkedChildren::isEnding), Settings.SETTLING);
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

    ArgumentFiles argumentFiles() {
        return argumentFiles;
    }

    /** The number of the test run in which it was opened; 0 if there was none, as in a main program. */
    int run() {
        return run;
    }

    CallersPlace place() {
        return place;
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

    ForkedChild launch(LaunchPlan plan) {
        return launch(plan, () -> StartedProcess.of(plan, loop()));
    }

    ForkedChild launch(LaunchPlan plan, Supplier<StartedProcess> start) {
        var name = begin(plan);
        var launcher = new Launcher(loop(), recorder, settings.stretched(settings.patience()));
        inheritedOutput.add(name, plan);
        var process = launcher.launch(name, plan, start);
        process.keep(this);
        process.leftBehind().launchedAt(CallSite.here());
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
        return names.unique(Printable.of(plan.name()));
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
     * @throws AssertionError if a child that ended by itself has left processes behind, with their names, and they are to
     *     {@linkplain Settings#leftovers() fail}
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
                throwLeftovers();
                listeners.throwFailure();
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
            steps.addAll(Ending.ofTest(processes(), used, recorder, settings.bounds()));
        }
        steps.addAll(List.of(inheritedOutput::close, listeners::close, recorder::close, argumentFiles::close));
        RunAll.all(steps);
    }

    private List<ChildProcess> processes() {
        return all().stream().map(ForkedChild::process).toList();
    }

    private void throwLeftovers() {
        if (settings.leftovers() == LeftoverHandling.FAIL) {
            LeftoverFailure.of(processes(), this::evidence).ifPresent(failure -> {
                listeners.failures().forEach(failure::addSuppressed);
                throw failure;
            });
        }
    }

    private String evidence(ChildProcess process, int lines) {
        var itself = all().stream().filter(child -> child.process() == process).findFirst();
        return itself.orElseThrow().inspection().evidence(lines);
    }
}
