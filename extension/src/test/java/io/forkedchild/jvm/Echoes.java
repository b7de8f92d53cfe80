package io.forkedchild.jvm;

import io.forkedchild.child.ParentProcess;

/** Sends back what it gets, until the channel is closed. */
final class Echoes {

    private Echoes() {}

    public static void main(String... args) {
        var parent = ParentProcess.current();
        parent.onMessage(message -> parent.send(message.value()));
    }
}
