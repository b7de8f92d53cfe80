package io.forkedchild.text;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/**
 * The place in the code of a test where something of this library was opened.
 *
 * @param frame the caller; empty if there was none in Java
 */
public record CallersPlace(Optional<StackFrame> frame) {

    private static final String EXTENSION = "io.forkedchild.junit.ScopedChildren";

    /** The nearest caller that is not this class. */
    public static CallersPlace outside(Class<?> opened) {
        var name = opened.getName();
        return new CallersPlace(StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(CallersPlace.class.getName())
                                && !frame.getClassName().equals(name))
                        .findFirst()));
    }

    /** The place is like a line of a stack trace, which development environments make a link of. */
    @Override
    public String toString() {
        return frame.map(CallersPlace::toString).orElse("opened at an unknown place");
    }

    /** The frames of the extension, and of JUnit behind it, tell nothing to the author of a test. */
    private static String toString(StackFrame caller) {
        return caller.getClassName().equals(EXTENSION)
                ? "opened by ForkedChildExtension for a test or a class"
                : "opened at " + caller.getClassName() + "." + caller.getMethodName() + "(" + caller.getFileName() + ":"
                        + caller.getLineNumber() + ")";
    }
}
