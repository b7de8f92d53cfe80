package io.forkedchild.running;

import io.forkedchild.loop.EventLoop;

/** What the test does to its end of an output of a child; for any thread. Does nothing to an output that has ended. */
public final class StreamReading {

    private final EventLoop loop;
    private final StreamRecording recording;

    StreamReading(EventLoop loop, StreamRecording recording) {
        this.loop = loop;
        this.recording = recording;
    }

    /** Closes it. */
    public void destroy() {
        unlessEnded(recording::destroy);
    }

    /** Stops reading until {@link #resume}. */
    public void pause() {
        unlessEnded(recording::pause);
    }

    public void resume() {
        unlessEnded(recording::resume);
    }

    /** Whether it was paused, and not resumed. */
    public boolean isPaused() {
        return !recording.output().hasEnded() && loop.call(recording::isPaused);
    }

    private void unlessEnded(Runnable action) {
        if (!recording.output().hasEnded()) {
            loop.call(() -> {
                action.run();
                return true;
            });
        }
    }
}
