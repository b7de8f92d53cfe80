package io.forkedchild.text;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line of a test that called this library. */
public final class CallSite {

    private static final @Nullable CodeSource OWN = codeSource(CallSite.class);
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private CallSite() {}

    /** As in a stack trace, which development environments make a link of; empty if there is none, or JUnit called. */
    public static Optional<String> here() {
        return WALKER.walk(frames -> frames.filter(
                                frame -> !isOwn(frame.getDeclaringClass()) && !isBetween(frame.getClassName()))
                        .findFirst())
                .filter(frame -> !frame.getClassName().startsWith("org.junit."))
                .map(CallSite::text);
    }

    private static boolean isOwn(Class<?> type) {
        return type == CallSite.class || (OWN != null && Objects.equals(OWN, codeSource(type)));
    }

    /** Awaitility and AssertJ call this library on behalf of a test. */
    private static boolean isBetween(String name) {
        return name.startsWith("org.awaitility.") || name.startsWith("org.assertj.");
    }

    private static @Nullable CodeSource codeSource(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain())
                .map(ProtectionDomain::getCodeSource)
                .orElse(null);
    }

    private static String text(StackFrame frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }
}
