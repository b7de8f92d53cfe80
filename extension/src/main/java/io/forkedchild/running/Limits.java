package io.forkedchild.running;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.RecordingLimit;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.Timer;
import io.forkedchild.process.ExcessHandling;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.text.Count;
import io.forkedchild.text.StreamName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends a child for what its options forbid: {@code timeout}, {@code signal}, {@code maxBuffer} and {@code maxRecorded}. On the loop's thread. */
final class Limits {

    private final ChildProcess process;
    private final LaunchPlan plan;
    private final EventLoop loop;
    private final @Nullable BufferedRun bufferedRun;
    private @Nullable Timer timeout;
    private final Set<Integer> tooLong = new HashSet<>();
    private Runnable forgetAbort = () -> {};

    Limits(ChildProcess process, EventLoop loop) {
        this.process = process;
        this.plan = process.plan();
        this.loop = loop;
        this.bufferedRun =
                plan.outputLimit().map(limit -> new BufferedRun(limit, process)).orElse(null);
    }

    /** The child runs from now on. */
    void start() {
        plan.timeout().ifPresent(time -> timeout = loop.after(time, this::timedOut, process::failed));
        plan.abortSignal().ifPresent(signal -> {
            Runnable abort = () -> aborted(signal.reason());
            forgetAbort = signal.onAbort(() -> loop.post(abort, process::failed));
        });
    }

    /** The child has exited. The timeout of {@code exec} counts until the close, as in Node: a grandchild may hold the pipes. */
    void exited() {
        if (bufferedRun == null) {
            closed();
        }
        forgetAbort.run();
    }

    /** The child has closed. */
    void closed() {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /** Looks whether a stream has become too long. */
    void check(RecordedOutput output) {
        if (output.exceeds() && tooLong.add(output.descriptor())) {
            exceeded(output, plan.recordingLimit());
        }
        if (bufferedRun != null) {
            bufferedRun.check(output);
        }
    }

    /** Present for {@code exec} and {@code execFile}. Any thread. */
    Optional<BufferedRun> bufferedRun() {
        return Optional.ofNullable(bufferedRun);
    }

    private void exceeded(RecordedOutput output, RecordingLimit limit) {
        if (limit.excess() == ExcessHandling.DISCARD) {
            process.note(excess(output, limit) + ": the rest is not recorded");
        } else {
            process.streams().closeOutputs(excess(output, limit));
            var sender = "the limit maxRecorded: " + Count.bytes(limit.bytes()) + " of "
                    + StreamName.of(output.descriptor());
            process.signals().send(plan.killSignal(), sender);
        }
    }

    /** {@code stdout is longer than maxRecorded, 1000 bytes}. */
    static String excess(RecordedOutput output, RecordingLimit limit) {
        return StreamName.of(output.descriptor()) + " is longer than maxRecorded, " + Count.bytes(limit.bytes());
    }

    private void timedOut() {
        var time = plan.timeout().orElseThrow().toMillis() + " ms";
        var sender = "the limit timeout: " + time;
        process.dossiers().keepGlance("the timeout of " + time + " was over");
        if (bufferedRun != null) {
            bufferedRun.stop("timeout of " + time + " is over", plan.killSignal(), sender);
        } else {
            process.signals().send(plan.killSignal(), sender);
        }
    }

    private void aborted(Optional<String> reason) {
        if (process.status().isPresent()) {
            return;
        }
        var why = reason.map(text -> ": " + text).orElse("");
        process.raise("ABORT_ERR", "the operation was aborted" + why);
        var sender = "the AbortSignal" + why;
        if (bufferedRun != null) {
            bufferedRun.abort(reason, plan.killSignalOnAbort(), sender);
        } else {
            process.signals().send(plan.killSignalOnAbort(), sender);
        }
    }
}
