package io.forkedchild.jvm;

import io.forkedchild.child.ParentProcess;
import java.util.Arrays;

/** Sends its arguments. */
final class Sends {

    private Sends() {}

    public static void main(String... args) {
        ParentProcess.current().send(Arrays.asList(args));
    }
}
