package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.JUnitException;

/**
 * The launcher of one test or class in JUnit's store. The store closes it in any case, be it that no callback is called
 * because a constructor failed. Older JUnits close a {@code CloseableResource} only, newer ones want an AutoCloseable.
 */
final class ScopedChildren implements Store.CloseableResource, AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(ForkedChildExtension.class);

    private final ExtensionContext context;
    private final ForkedChildren children;

    private ScopedChildren(ExtensionContext context, Settings settings) {
        this.context = context;
        this.children = ForkedChildren.open(settings, Rerun.of(context));
    }

    /** The launcher of the context, opened at first use. Its key keeps the store from finding that of a parent. */
    static ForkedChildren of(ExtensionContext context) {
        return in(context).orElseGet(() -> opened(context)).children;
    }

    /** The settings are read before: the store would throw one refusal of them again and again, as a cause of itself. */
    private static ScopedChildren opened(ExtensionContext context) {
        var settings = ScopeSettings.of(context);
        return store(context)
                .getOrComputeIfAbsent(
                        context.getUniqueId(), id -> new ScopedChildren(context, settings), ScopedChildren.class);
    }

    /** The launchers of a test or class and of the classes around it, innermost first. */
    static List<ScopedChildren> around(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, inner -> inner.flatMap(ExtensionContext::getParent))
                .flatMap(some -> some.flatMap(ScopedChildren::in).stream())
                .toList();
    }

    private static Optional<ScopedChildren> in(ExtensionContext context) {
        try {
            return Optional.ofNullable(store(context).get(context.getUniqueId(), ScopedChildren.class));
        } catch (JUnitException closed) {
            return Optional.empty();
        }
    }

    /** Whether the context is that of a class, not of a test. */
    static boolean isOfClass(ExtensionContext context) {
        return context.getElement().filter(Class.class::isInstance).isPresent();
    }

    boolean isOfClass() {
        return isOfClass(context);
    }

    boolean isEmpty() {
        return all().isEmpty();
    }

    /** Has all seen that the children have done by now. */
    void settle() {
        children.settle();
    }

    List<ForkedChild> all() {
        return children.all();
    }

    /** Ends the children of the context, if it has any; before that, a failure is told of them. */
    static void close(ExtensionContext context) {
        FailedTest.tell(context);
        in(context).ifPresent(ScopedChildren::end);
    }

    /** A strict look comes last, when all that the children wrote has been read. */
    private void end() {
        try {
            children.close();
        } catch (RuntimeException | Error failure) {
            Strictness.of(context, children).ifPresent(failure::addSuppressed);
            FailedTest.tell(context, failure);
            throw failure;
        }
        Strictness.of(context, children).ifPresent(overlooked -> {
            context.getExecutionException().ifPresent(failure -> failure.addSuppressed(overlooked));
            if (context.getExecutionException().isEmpty()) {
                FailedTest.tell(context, overlooked);
                throw overlooked;
            }
        });
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** For a test without an instance, no callback was called before. */
    @Override
    public void close() {
        FailedTest.tell(context);
        children.close();
    }
}
