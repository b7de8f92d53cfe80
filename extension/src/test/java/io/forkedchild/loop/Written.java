package io.forkedchild.loop;

import io.forkedchild.posix.PosixException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A writer that keeps what it was told. */
class Written implements Writer {

    private final LinkedBlockingQueue<String> calls = new LinkedBlockingQueue<>();

    @Override
    public void drained() {
        calls.add("drained");
    }

    @Override
    public void refused(PosixException refusal, long bytesDropped) {
        calls.add("refused " + refusal.errnoName() + " " + bytesDropped);
    }

    @Override
    public void failed(Throwable failure) {
        calls.add("failed " + failure.getMessage());
    }

    String next() throws InterruptedException {
        var next = calls.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the writer was told nothing");
        }
        return next;
    }

    boolean wasToldNothingElse() {
        return calls.isEmpty();
    }
}
