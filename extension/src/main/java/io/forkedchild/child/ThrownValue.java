package io.forkedchild.child;

import io.forkedchild.ipc.JvmCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A throwable as a message: the parent may not have its class. */
final class ThrownValue {

    private static final int MOST_FRAMES = 256;
    private static final int MOST_CAUSES = 16;

    private ThrownValue() {}

    static Map<String, @Nullable Object> of(Throwable thrown) {
        var members = of(thrown, MOST_CAUSES);
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        members.put(JvmCommands.TRACE, trace.toString());
        return members;
    }

    private static Map<String, @Nullable Object> of(Throwable thrown, int causes) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put(JvmCommands.TYPE, thrown.getClass().getName());
        members.put(JvmCommands.TEXT, thrown.toString());
        members.put(JvmCommands.FRAMES, frames(thrown.getStackTrace()));
        if (thrown.getCause() != null && causes > 0) {
            members.put(JvmCommands.CAUSE, of(thrown.getCause(), causes - 1));
        }
        return members;
    }

    private static List<List<@Nullable Object>> frames(StackTraceElement... stack) {
        var frames = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < stack.length && i < MOST_FRAMES; i++) {
            var frame = stack[i];
            frames.add(Arrays.<@Nullable Object>asList(
                    frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber()));
        }
        return frames;
    }
}
