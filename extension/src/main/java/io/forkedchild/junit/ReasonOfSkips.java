package io.forkedchild.junit;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells on stderr why tests are skipped, once per JVM: build tools count skipped tests and keep the reason to their reports. */
final class ReasonOfSkips {

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private ReasonOfSkips() {}

    static void tell(String missing) {
        if (TOLD.compareAndSet(false, true)) {
            System.err.println("forkedchild: tests that need children are skipped, because " + missing + "; "
                    + Unsupported.PARAMETER + "=fail makes them fail");
        }
    }
}
