package io.forkedchild.launch;

import io.forkedchild.process.ExcessHandling;

/**
 * How much of each output of a child is recorded.
 *
 * @param bytes of one stream
 * @param excess what happens when there are more
 */
public record RecordingLimit(long bytes, ExcessHandling excess) {

    /** Whatever comes is recorded. */
    public static final RecordingLimit NONE = new RecordingLimit(Long.MAX_VALUE, ExcessHandling.KILL);
}
