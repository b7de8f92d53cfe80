package io.forkedchild.running;

import io.forkedchild.launch.OutputLimit;
import io.forkedchild.process.ExecResult;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.text.Count;
import io.forkedchild.text.StreamName;
import java.util.Optional;

/**
 * What {@code exec} and {@code execFile} add to a child: limits on its output, and a result at its close. As in Node, what
 * ends it early closes the read ends before it kills, so that a child that then writes dies of {@code SIGPIPE}. On the
 * loop's thread, but for {@link #result}.
 */
public final class BufferedRun {

    private final OutputLimit limit;
    private final ChildProcess process;
    private boolean stopped;
    private volatile Optional<RecordedOutput> overflow = Optional.empty();
    private volatile boolean aborted;
    private volatile Optional<String> abortReason = Optional.empty();

    BufferedRun(OutputLimit limit, ChildProcess process) {
        this.limit = limit;
        this.process = process;
    }

    /** Looks whether a stream has become too long. */
    void check(RecordedOutput output) {
        if (!stopped && output.length() > limit.maxBuffer()) {
            overflow = Optional.of(output);
            var reason =
                    StreamName.of(output.descriptor()) + " is longer than maxBuffer, " + Count.bytes(limit.maxBuffer());
            var sender = "the limit maxBuffer: " + Count.bytes(limit.maxBuffer()) + " of "
                    + StreamName.of(output.descriptor());
            stop(reason, process.plan().killSignal(), sender);
        }
    }

    void abort(Optional<String> reason, int signal, String sender) {
        if (!stopped) {
            abortReason = reason;
            aborted = true;
            stop("the operation was aborted", signal, sender);
        }
    }

    /** @param reason why there is no more output; the sender tells the same of the signal */
    void stop(String reason, int signal, String sender) {
        if (!stopped) {
            stopped = true;
            process.streams().closeOutputs(reason);
            process.signals().send(signal, sender);
        }
    }

    /** The result of a child that ended so; made on the asking thread, since the output may be large. */
    public ExecResult result(ExitStatus status) {
        var rules = new BufferedResult(limit);
        var stdout = bytes(1);
        var stderr = bytes(2);
        if (aborted) {
            return rules.aborted(abortReason, stdout, stderr);
        }
        return overflow.map(output -> rules.overflowed(StreamName.of(output.descriptor()), stdout, stderr))
                .orElseGet(() -> rules.ended(status, process.signals().haveReachedIt(), stdout, stderr));
    }

    private byte[] bytes(int descriptor) {
        return process.streams().output(descriptor).map(RecordedOutput::bytes).orElseGet(() -> new byte[0]);
    }
}
