package io.forkedchild.ends;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A program with a launcher of its own, that runs a test whose class has a launcher that nobody closes. */
final class UnclosedLauncher {

    private UnclosedLauncher() {}

    static class OfClass {

        private static final ForkedChildren CHILDREN = ForkedChildren.open();
        private static final ForkedChild SERVER = CHILDREN.spawn("cat");

        @Test
        void launches() {
            Await.exited(CHILDREN.spawn("true"));
            CHILDREN.spawn("sh", "-c", "setsid sleep 86400 & exit 0").mayLeave("sleep");
        }
    }

    public static void main(String... args) {
        try (var ofProgram = ForkedChildren.open()) {
            var cat = ofProgram.spawn("cat");
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(OfClass.class))
                    .build();
            for (int i = 0; i < 2; i++) {
                try (var session = LauncherFactory.openSession()) {
                    session.getLauncher().execute(request);
                }
            }
            cat.stdin().write("still there\n");
            Await.printed(cat, "still there");
            System.out.println("server: " + OfClass.SERVER.exitStatus().orElseThrow());
            System.out.println("cat of the program: " + cat.exitStatus().isPresent());
        }
    }
}
