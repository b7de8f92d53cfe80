package io.forkedchild;

import io.forkedchild.loop.SharedLoop;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/**
 * Where and when a launcher was opened.
 *
 * @param run the number of the test run; 0 if there was none, as in a main program
 * @param frame the caller of {@link ForkedChildren#open()}; empty if there was none in Java
 */
record Origin(int run, Optional<StackFrame> frame) {

    private static final String LAUNCHER = ForkedChildren.class.getName();
    private static final String EXTENSION = "io.forkedchild.junit.ScopedChildren";

    static Origin here() {
        return new Origin(
                SharedLoop.run(),
                StackWalker.getInstance()
                        .walk(frames -> frames.filter(Origin::isCaller).findFirst()));
    }

    private static boolean isCaller(StackFrame frame) {
        return !frame.getClassName().equals(LAUNCHER) && !frame.getClassName().equals(Origin.class.getName());
    }

    /** The place is like a line of a stack trace, which development environments make a link of. */
    @Override
    public String toString() {
        return frame.map(Origin::toString).orElse("opened at an unknown place");
    }

    /** The frames of the extension, and of JUnit behind it, tell nothing to who has written the test. */
    private static String toString(StackFrame caller) {
        return caller.getClassName().equals(EXTENSION)
                ? "opened by ForkedChildExtension for a test or a class"
                : "opened at " + caller.getClassName() + "." + caller.getMethodName() + "(" + caller.getFileName() + ":"
                        + caller.getLineNumber() + ")";
    }
}
