package io.forkedchild;

import io.forkedchild.ipc.JvmCommands;
import java.util.Map;

/**
 * What was thrown in a forked JVM, as it shows among the causes of a failure in the test: its text, its stack and its causes
 * are those of the child. It has a class of its own because the test need not have that of the child.
 */
@SuppressWarnings("OverrideThrowableToString") // printed as if it were what was thrown
public final class ChildException extends Exception {

    private static final long serialVersionUID = 1;

    /** A child may send what it likes, also what has no end. */
    private static final int MOST_CAUSES = 16;

    private final String className;
    private final String text;

    private ChildException(String className, String text) {
        super(text);
        this.className = className;
        this.text = text;
    }

    static ChildException of(Map<?, ?> members) {
        return of(members, MOST_CAUSES);
    }

    private static ChildException of(Map<?, ?> members, int causes) {
        var thrown = new ChildException(
                String.valueOf(members.get(JvmCommands.TYPE)), String.valueOf(members.get(JvmCommands.TEXT)));
        thrown.setStackTrace(StackFrames.in(members).toArray(StackTraceElement[]::new));
        if (members.get(JvmCommands.CAUSE) instanceof Map<?, ?> cause && causes > 0) {
            thrown.initCause(of(cause, causes - 1));
        }
        return thrown;
    }

    /** The name of the class that it had in the child: {@code java.lang.IllegalStateException}. */
    public String className() {
        return className;
    }

    /** What it said of itself in the child: class and message. */
    @Override
    public String toString() {
        return text;
    }
}
