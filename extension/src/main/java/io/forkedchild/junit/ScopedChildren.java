package io.forkedchild.junit;

import io.forkedchild.ForkedChildren;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The launcher of one test or class in JUnit's store. The store closes it in any case, be it that no callback is called
 * because a constructor failed. Older JUnits close a {@code CloseableResource} only, newer ones want an AutoCloseable.
 */
final class ScopedChildren implements Store.CloseableResource, AutoCloseable {

    private static final Namespace NAMESPACE = Namespace.create(ForkedChildExtension.class);

    private final ForkedChildren children;

    private ScopedChildren(ExtensionContext context) {
        children = ForkedChildren.open(ScopeSettings.of(context), Rerun.of(context));
    }

    /** The launcher of the context, opened at first use. Its key keeps the store from finding that of a parent. */
    static ForkedChildren of(ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> new ScopedChildren(context), ScopedChildren.class)
                .children;
    }

    /** Ends the children of the context, if it has any. */
    static void close(ExtensionContext context) {
        var scoped = store(context).get(context.getUniqueId(), ScopedChildren.class);
        if (scoped != null) {
            scoped.end(context);
        }
    }

    /** A strict look comes last, when all that the children wrote has been read. */
    private void end(ExtensionContext context) {
        try {
            children.close();
        } catch (RuntimeException | Error failure) {
            Strictness.of(context, children).ifPresent(failure::addSuppressed);
            throw failure;
        }
        Strictness.of(context, children).ifPresent(overlooked -> {
            context.getExecutionException().ifPresent(failure -> failure.addSuppressed(overlooked));
            if (context.getExecutionException().isEmpty()) {
                throw overlooked;
            }
        });
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    @Override
    public void close() {
        children.close();
    }
}
