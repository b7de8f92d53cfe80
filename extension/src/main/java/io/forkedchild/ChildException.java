package io.forkedchild;

import io.forkedchild.jvm.ThrownByProgram;
import io.forkedchild.text.Printable;
import java.util.stream.Collectors;

/**
 * What was thrown in a forked JVM, as it shows among the causes of a failure in the test: its text, its stack and its causes
 * are those of the child. It has a class of its own because the test need not have that of the child.
 */
@SuppressWarnings("OverrideThrowableToString") // printed as if it were what was thrown
public final class ChildException extends Exception {

    private static final long serialVersionUID = 1;

    private final String className;
    private final String text;

    private ChildException(String className, String text) {
        super(printable(text));
        this.className = className;
        this.text = printable(text);
    }

    static ChildException of(ThrownByProgram told) {
        var thrown = new ChildException(told.className(), told.text());
        thrown.setStackTrace(told.stack().toArray(StackTraceElement[]::new));
        told.cause().ifPresent(cause -> thrown.initCause(of(cause)));
        return thrown;
    }

    /** A console prints it; the lines of a message stay lines. */
    private static String printable(String text) {
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
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
