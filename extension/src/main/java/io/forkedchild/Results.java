package io.forkedchild;

import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.jvm.ReturnedValue;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.process.ExecResult;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a child leaves as its result, waited for within the patience. */
final class Results {

    private Results() {}

    /** The result of a child of {@code exec} or {@code execFile}. */
    static ExecResult ofCommand(ForkedChild child) {
        var plan = child.process().plan();
        var run = child.process()
                .bufferedRun()
                .orElseThrow(() -> new IllegalStateException(child.name() + " has no result: it was launched by "
                        + plan.verb() + ", not by exec or execFile"));
        var limit = child.inspection().patience().plus(plan.timeout().orElse(Duration.ZERO));
        if (!child.process().waits().until(child::isClosed, limit)) {
            throw new IllegalStateException(text(child, " has not closed for " + limit.toMillis() + " ms"));
        }
        return run.result(child.exitStatus().orElseThrow());
    }

    /** How the child ended. */
    static ExitStatus end(ForkedChild child) {
        var process = child.process();
        if (!process.waits()
                .until(() -> process.status().isPresent(), child.inspection().patience())) {
            throw new IllegalStateException(text(
                    child, " has not ended for " + child.inspection().patience().toMillis() + " ms"));
        }
        return process.status().orElseThrow();
    }

    /** What the lambda of a child has returned. */
    static <T> @Nullable T ofLambda(ForkedChild child, Class<T> type, Class<?>... within) {
        var plan = child.process().plan();
        if (plan.jvm().filter(LaunchPlan.JvmArguments::hasResult).isEmpty()) {
            throw new IllegalStateException(
                    child.name() + " has no result: it was not forked with a lambda that returns a value");
        }
        var outcome = child.process().outcome().orElseThrow();
        if (!child.process()
                .waits()
                .until(() -> isDecided(child, outcome), child.inspection().patience())) {
            throw new IllegalStateException(text(
                    child,
                    " has not returned for " + child.inspection().patience().toMillis() + " ms"));
        }
        return cast(child, type, value(child, outcome, type, within));
    }

    private static boolean isDecided(ForkedChild child, JvmOutcome outcome) {
        return outcome.hasReturned()
                || outcome.thrown().isPresent()
                || child.inspection().hasSentAllMessages();
    }

    private static @Nullable Object value(ForkedChild child, JvmOutcome outcome, Class<?> type, Class<?>... within) {
        if (outcome.value().isEmpty()) {
            throw missing(child, outcome);
        }
        var bytes = Base64.getDecoder().decode(outcome.value().get());
        try {
            return ReturnedValue.read(bytes, child.inspection().patience(), type, within);
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError failure) {
            throw new IllegalStateException(text(child, "'s result cannot be read: " + reason(failure)), failure);
        }
    }

    private static String reason(Throwable failure) {
        return failure.getClass() == IOException.class ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private static IllegalStateException missing(ForkedChild child, JvmOutcome outcome) {
        child.process().waits().until(() -> child.exitStatus().isPresent(), Settings.SETTLING);
        if (outcome.thrown().isPresent()) {
            var thrown = ChildException.of(outcome.thrown().get());
            return new IllegalStateException(text(child, " has no result, it has thrown " + thrown), thrown);
        }
        return new IllegalStateException(text(child, " has no result, " + why(child)));
    }

    private static String text(ForkedChild child, String what) {
        return child.inspection().withoutSecrets(String.join("\n", Layout.sentence(child.name() + Printable.of(what))))
                + "\n" + child.inspection().evidence(Inspection.EVIDENCE_LINES);
    }

    private static String why(ForkedChild child) {
        var status = child.exitStatus();
        if (status.filter(ExitStatus.NotStarted.class::isInstance).isPresent()) {
            return "it " + status.get();
        }
        if (status.isEmpty() || wasDisconnected(child)) {
            return "its channel was closed before it told of one";
        }
        return status.get() instanceof ExitStatus.Killed
                ? "it was " + status.get() + " before its lambda returned"
                : "it " + status.get()
                        + " and has told of none: something has called System.exit, or the JVM did not get"
                        + " as far as the lambda";
    }

    private static boolean wasDisconnected(ForkedChild child) {
        return child.timeline().every(Event.Disconnected.class).anyMatch(Event.Disconnected::byTest);
    }

    private static <T> @Nullable T cast(ForkedChild child, Class<T> type, @Nullable Object value) {
        @SuppressWarnings("unchecked") // of int, the class of Integer
        var boxed = (Class<T>) MethodType.methodType(type).wrap().returnType();
        if (value != null && !boxed.isInstance(value)) {
            throw new IllegalStateException(child.name() + "'s result is a "
                    + value.getClass().getName() + ", no " + type.getName() + ": " + value);
        }
        return boxed.cast(value);
    }
}
