package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Injects children into tests, and ends them with the test.
 *
 * <p>A parameter of type {@link ForkedChild} with {@link Spawn}, {@link Exec}, {@link ExecFile} or {@link Fork} is a child
 * that is launched before the method's body; it is called like the parameter if the class was compiled with
 * {@code -parameters} or with names of variables ({@code -g}), as Maven and Gradle do, else like its program. A parameter of type {@link ForkedChildren} is the launcher.
 *
 * <p>A field of the test class, or of a superclass, may have the same annotations and is called like the field. A static field is
 * set to a child before the {@code @BeforeAll} methods, and the child ends with the class. Any other field is set to a new
 * child before the {@code @BeforeEach} methods of each test, and the child ends with the test, also where the class has one
 * instance for all its tests. The field may be private, but not final. A field of type {@link ForkedChildren} is not set.
 *
 * <p>Children of a test and of the {@code @BeforeEach} and {@code @AfterEach} methods around it share one launcher, and end
 * after the last of these methods; those of a test factory end after its last dynamic test. Children of
 * {@code @BeforeAll} and {@code @AfterAll} methods end with the class. Children of a constructor end with the test, or with
 * the class where the class has one instance for all its tests, and with JUnit before 5.12.
 *
 * <p>How long waits last is set by {@link Patience} and by the configuration parameters {@code forkedchild.patience} and
 * {@code forkedchild.grace}, which JUnit also reads as system properties. Their forms are {@code 10 s}, {@code 500 ms},
 * {@code 2 m} and {@code PT10S}. {@code forkedchild.timeFactor} stretches them all, and the times that assertions are given.
 *
 * <p>The report of a failed test tells of its children and of those of its class, whatever has failed: as a suppressed exception
 * without a stack, and as a file where JUnit publishes files.
 *
 * <p>Where children cannot be launched, as on another system than Linux, the configuration parameter
 * {@code forkedchild.unsupported} decides: {@code skip} skips the tests that need them, {@code fail} fails them. The default is
 * {@code fail} where the environment variable {@code CI} is set and not {@code false}, else {@code skip}.
 *
 * <p>What the children of a test that is {@link Strict} did and nobody looked at fails the test at its end.
 */
public final class ForkedChildExtension extends SkipsWhereUnsupported
        implements BeforeAllCallback,
                BeforeEachCallback,
                ParameterResolver,
                AfterTestExecutionCallback,
                AfterEachCallback,
                AfterAllCallback,
                TestWatcher {

    /** JUnit makes the extension. */
    public ForkedChildExtension() {}

    /** The constructor of an instance that one test uses belongs to that test. JUnit before 5.12 does not ask. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    // ---- the beginning

    @Override
    public void beforeAll(ExtensionContext context) {
        launch(ChildField.ofClass(context), context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        launch(ChildField.ofInstances(context), context);
    }

    private static void launch(List<ChildField> fields, ExtensionContext context) {
        if (!fields.isEmpty()) {
            requirePlatform(context, ExtensionConfigurationException::new);
            var children = ScopedChildren.of(context);
            fields.forEach(field -> field.launch(children));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var place = new ParameterPlace(parameter);
        boolean isSupported = place.type() == ForkedChild.class
                || place.type() == ForkedChildren.class
                || LaunchAnnotations.areOn(place.element());
        if (isSupported) {
            place.requireOrder(); // here, since with two resolvers JUnit asks none of them
        }
        return isSupported;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        requirePlatform(context, ParameterResolutionException::new);
        var place = new ParameterPlace(parameter);
        if (LaunchAnnotations.areOn(place.element())) {
            return AnnotatedChild.of(place).launch(ScopedChildren.of(context));
        }
        if (place.type() == ForkedChildren.class) {
            return ScopedChildren.of(context);
        }
        throw place.refusalOfBareChild();
    }

    // ---- failures: each is told of the children as soon as it can be seen, before anybody ends them

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        try {
            super.interceptDynamicTest(invocation, test, context);
        } catch (Throwable failure) {
            FailedTest.tell(context, failure);
            throw failure;
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        FailedTest.tell(context);
    }

    /** The method may end children. */
    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        FailedTest.tell(context);
        super.interceptAfterEachMethod(invocation, method, context);
    }

    /** The method may end children. */
    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        FailedTest.tell(context);
        super.interceptAfterAllMethod(invocation, method, context);
    }

    /** Tells of failures that no callback could see: before there was an instance, and in callbacks that run after the last of ours. */
    @Override
    public void testFailed(ExtensionContext context, Throwable failure) {
        FailedTest.tell(context, failure);
    }

    // ---- the end

    /** This is not left to the store, which would close a temporary directory first that children still work in. */
    @Override
    public void afterEach(ExtensionContext context) {
        ScopedChildren.close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ScopedChildren.close(context);
    }
}
