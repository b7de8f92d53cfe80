package io.forkedchild.junit;

import io.forkedchild.loop.SharedLoop;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Ends with the test run what lives as long as it. JUnit finds it by itself and makes one for each session; sessions may
 * overlap, as when a test runs tests, so the last one to close counts.
 */
public final class ForkedChildSession implements LauncherSessionListener {

    private static int open;

    /** JUnit makes the listener. */
    public ForkedChildSession() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        synchronized (ForkedChildSession.class) {
            if (open == 0) {
                SharedLoop.begin();
            }
            open++;
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        synchronized (ForkedChildSession.class) {
            open--;
            if (open == 0) {
                SharedLoop.close();
            }
        }
    }
}
