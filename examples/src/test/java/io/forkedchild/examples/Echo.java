package io.forkedchild.examples;

import io.forkedchild.child.ParentProcess;

/** Sends back what it gets, as {@code echo.js} does. */
final class Echo {

    private Echo() {}

    public static void main(String... args) {
        var parent = ParentProcess.current();
        parent.onMessage(message -> parent.send(message.value()));
    }
}
