package io.forkedchild.junit;

import java.util.Objects;

/**
 * Carries what is known of the children around a failed test to its report, as a suppressed exception of the failure: Maven,
 * Gradle and IDEs print it. It has no stack.
 */
final class ChildrenAtFailure extends Exception {

    private static final long serialVersionUID = 1;

    private String scope;
    private String text;

    /** @param scope the unique id of the test or class that has failed */
    ChildrenAtFailure(String scope, String text) {
        super(null, null, false, false);
        this.scope = Objects.requireNonNull(scope, "scope");
        this.text = Objects.requireNonNull(text, "text");
    }

    synchronized boolean isOf(String uniqueId) {
        return scope.equals(uniqueId);
    }

    /** An exception that several tests throw tells of the last test, since nobody can take back what is suppressed. */
    synchronized void replace(String newScope, String newText) {
        scope = newScope;
        text = newText;
    }

    @Override
    public synchronized String getMessage() {
        return text;
    }
}
