package io.forkedchild.child;

import io.forkedchild.ipc.JvmCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A throwable as a message: the parent may not have its class. */
final class ThrownValue {

    private static final int MOST_CAUSES = 16;

    private ThrownValue() {}

    static Map<String, @Nullable Object> of(Throwable thrown) {
        var members = of(thrown, MOST_CAUSES);
        members.put(JvmCommands.TRACE, trace(thrown));
        return members;
    }

    private static Map<String, @Nullable Object> of(Throwable thrown, int causes) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put(JvmCommands.TYPE, thrown.getClass().getName());
        members.put(JvmCommands.TEXT, text(thrown));
        members.put(JvmCommands.FRAMES, StackFrames.of(thrown.getStackTrace()));
        if (thrown.getCause() != null && causes > 0) {
            members.put(JvmCommands.CAUSE, of(thrown.getCause(), causes - 1));
        }
        return members;
    }

    /** What describes an exception may throw one itself. */
    private static String text(Throwable thrown) {
        try {
            return String.valueOf(thrown.toString());
        } catch (Throwable failure) {
            return thrown.getClass().getName() + " (its toString has thrown a "
                    + failure.getClass().getName() + ")";
        }
    }

    private static String trace(Throwable thrown) {
        var trace = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(trace));
        } catch (Throwable failure) {
            return text(thrown) + "\n"
                    + Arrays.stream(thrown.getStackTrace())
                            .map(frame -> "\tat " + frame + "\n")
                            .collect(Collectors.joining());
        }
        return trace.toString();
    }
}
