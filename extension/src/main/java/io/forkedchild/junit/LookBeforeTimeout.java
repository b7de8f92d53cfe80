package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Looks at the children of a test a moment before {@code @Timeout} interrupts it: what the interrupt ends, such as a block that
 * closes a child, is not there any more when the failure is told. JUnit has a callback for that moment since 5.12; an extension
 * that has it cannot be loaded by older versions, so the time is measured here.
 */
final class LookBeforeTimeout implements AutoCloseable {

    private static final Duration LONGEST_LEAD = Duration.ofMillis(500);
    private static final int SHARE_OF_LEAD = 3;

    private static final List<String> OF_TESTS = List.of(
            "junit.jupiter.execution.timeout.test.method.default",
            "junit.jupiter.execution.timeout.testable.method.default",
            "junit.jupiter.execution.timeout.default");

    private final ExtensionContext context;
    private final Duration timeout;
    private final CountDownLatch over = new CountDownLatch(1);

    private LookBeforeTimeout(ExtensionContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
    }

    /**
     * Looks in time, unless it is closed before. For a method such as {@code @BeforeEach}, only its own annotation counts.
     *
     * @param isTest whether the annotations of classes and the configuration count, too
     */
    static Optional<LookBeforeTimeout> of(ExtensionContext context, AnnotatedElement method, boolean isTest) {
        return AnnotationSupport.findAnnotation(method, Timeout.class)
                .or(() -> isTest ? Annotated.nearest(context, Timeout.class) : Optional.empty())
                .map(LookBeforeTimeout::duration)
                .or(() -> isTest ? configured(context) : Optional.empty())
                .map(timeout -> started(context, timeout));
    }

    private static Duration duration(Timeout timeout) {
        return Duration.of(timeout.value(), timeout.unit().toChronoUnit());
    }

    /** A text that is no duration is refused by JUnit. */
    private static Optional<Duration> configured(ExtensionContext context) {
        try {
            return OF_TESTS.stream()
                    .flatMap(name -> context.getConfigurationParameter(name).stream())
                    .findFirst()
                    .map(DurationText::parse);
        } catch (IllegalArgumentException noDuration) {
            return Optional.empty();
        }
    }

    private static LookBeforeTimeout started(ExtensionContext context, Duration timeout) {
        var look = new LookBeforeTimeout(context, timeout);
        var thread = new Thread(look::run, "forkedchild-before-timeout");
        thread.setDaemon(true);
        thread.start();
        return look;
    }

    private void run() {
        var part = timeout.dividedBy(SHARE_OF_LEAD);
        var lead = part.compareTo(LONGEST_LEAD) < 0 ? part : LONGEST_LEAD;
        try {
            if (!over.await(timeout.minus(lead).toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException | RuntimeException | Error unable) {
            // the failure tells what there is later
        }
    }

    private void look() {
        var moment = "the @Timeout of " + timeout.toMillis() + " ms" + " was nearly over";
        ScopedChildren.around(context).stream()
                .flatMap(launcher -> launcher.all().stream())
                .map(ForkedChild::inspection)
                .forEach(child -> child.keepDossier(moment));
    }

    /** The test is over, and nobody looks any more. */
    @Override
    public void close() {
        over.countDown();
    }
}
