package io.forkedchild.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stack in a message: for each frame class, method, file or null, line. */
final class StackFrames {

    private static final int MOST = 256;

    private StackFrames() {}

    static List<List<@Nullable Object>> of(StackTraceElement... stack) {
        var frames = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < stack.length && i < MOST; i++) {
            var frame = stack[i];
            frames.add(Arrays.<@Nullable Object>asList(
                    frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber()));
        }
        return frames;
    }
}
