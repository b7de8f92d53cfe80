package io.forkedchild.junit;

import io.forkedchild.libraries.NeededLibrary;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.TestAbortedException;

/**
 * Skips on a machine that cannot launch children what needs them, and nothing else: a test or a class that gets children as
 * parameters or in fields does not begin, one that launches them by itself is aborted by the launch.
 */
abstract class SkipsWhereUnsupported implements ExecutionCondition, InvocationInterceptor {

    private static final ConditionEvaluationResult ENABLED =
            ConditionEvaluationResult.enabled("children can be launched, or are not needed");

    SkipsWhereUnsupported() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var choice = Unsupported.of(context); // a wrong value is refused everywhere
        if (choice != Unsupported.SKIP || !NeededLibrary.areAllThere()) {
            return ENABLED; // the parameters and fields are refused, or the launch
        }
        return Unsupported.missing()
                .filter(missing -> ChildrenNeeded.by(context))
                .map(missing -> ConditionEvaluationResult.disabled(Unsupported.skipped(missing)))
                .orElse(ENABLED);
    }

    /**
     * Fails what gets children as parameters or in fields, and has begun because it shall not be skipped.
     *
     * @param failure makes the exception that is thrown if children cannot be launched
     * @throws IllegalStateException if a library is missing or too old
     */
    static void requirePlatform(ExtensionContext context, Function<String, JUnitException> failure) {
        var missing = Unsupported.missing();
        if (missing.isPresent()) {
            throw Unsupported.of(context) == Unsupported.SKIP
                    ? new TestAbortedException(
                            Unsupported.skipped(missing.get())) // JUnit was told to ignore the condition
                    : failure.apply(Unsupported.failed(context, missing.get()));
        }
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> called, ExtensionContext context)
            throws Throwable {
        return proceed(invocation, context);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        method(invocation, called, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        method(invocation, called, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        test(invocation, called, context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        return test(invocation, called, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        test(invocation, called, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext called, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        method(invocation, called, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        method(invocation, called, context);
    }

    private static <T> T test(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        return watched(invocation, LookBeforeTimeout.of(context, called.getExecutable(), true), context);
    }

    private static <T> T method(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        return watched(invocation, LookBeforeTimeout.of(context, called.getExecutable(), false), context);
    }

    private static <T> T watched(Invocation<T> invocation, Optional<LookBeforeTimeout> look, ExtensionContext context)
            throws Throwable {
        try {
            return proceed(invocation, context);
        } finally {
            look.ifPresent(LookBeforeTimeout::close);
        }
    }

    private static <T> T proceed(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable thrown) {
            var missing = Unsupported.missing(thrown);
            if (missing.isEmpty() || Unsupported.of(context) == Unsupported.FAIL) {
                throw thrown;
            }
            throw new TestAbortedException(Unsupported.skipped(missing.get()), thrown);
        }
    }
}
