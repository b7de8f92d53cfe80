package io.forkedchild.ends;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.loop.SharedLoop;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A program that has children of every kind, prints {@code ready}, and ends in one way or another as soon as it reads a line.
 * Arguments: the end, the seconds that children sleep, whether there is Node.
 */
@ExtendWith(ForkedChildExtension.class)
final class EndOfRun {

    private static String[] arguments = {};
    private static boolean exitsAfterAll;

    public static void main(String... args) throws Exception {
        arguments = args;
        if (args[0].startsWith("MAIN_")) {
            new EndOfRun().ends(ForkedChildren.open());
            return;
        }
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(EndOfRun.class))
                .build();
        try (var session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request);
        }
    }

    @AfterAll
    static void exitAfterAll() {
        if (exitsAfterAll) {
            System.exit(3);
        }
    }

    @Test
    void ends(ForkedChildren children) throws IOException, InterruptedException {
        var kinds = new EveryKind(children, arguments[1]);
        if ("EXIT".equals(arguments[0]) || "HALT".equals(arguments[0])) {
            kinds.launch(Boolean.parseBoolean(arguments[2]));
        } else {
            kinds.launchFew();
        }
        System.out.println("ready");
        awaitLine();
        end(arguments[0].replaceFirst("^MAIN_", ""), children);
    }

    private static void awaitLine() throws IOException {
        if (System.in.read() < 0) {
            throw new IOException("nobody has said when to end");
        }
    }

    private static void end(String end, ForkedChildren children) throws InterruptedException {
        switch (end) {
            case "RETURN" -> {}
            case "EXIT" -> System.exit(3);
            case "HALT" -> Runtime.getRuntime().halt(3);
            case "LAUNCH" -> {
                launchAllTheTime(children);
                System.out.println("launching");
                waitForEver();
            }
            case "EXIT_AFTER_ALL" -> exitsAfterAll = true;
            case "EXIT_IN_LISTENER" -> {
                children.spawn("true").onExit(status -> System.exit(3));
                waitForEver();
            }
            case "EXIT_WITH_LOCK" -> {
                synchronized (children) {
                    System.exit(3);
                }
            }
            case "EXIT_WHILE_LAUNCHING" -> {
                launchAllTheTime(children);
                System.exit(3);
            }
            case "EXIT_WHILE_CLOSING" -> {
                start(children::close);
                System.exit(3);
            }
            case "EXIT_WITH_STUCK_LOOP" -> {
                SharedLoop.get().post(EndOfRun::waitForEver, failure -> {});
                System.exit(3);
            }
            case "EXIT_WITHOUT_LOOP" -> {
                SharedLoop.get().close();
                System.exit(3);
            }
            default -> throw new IllegalArgumentException(end);
        }
    }

    private static void launchAllTheTime(ForkedChildren children) throws InterruptedException {
        var launched = new CountDownLatch(8);
        for (int i = 0; i < 4; i++) {
            start(() -> {
                while (true) {
                    children.spawn("sleep", arguments[1]);
                    launched.countDown();
                }
            });
        }
        launched.await();
    }

    private static void start(Runnable task) {
        var thread = new Thread(task);
        thread.setUncaughtExceptionHandler((which, refusal) -> {});
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException end) {
            throw new IllegalStateException(end);
        }
    }
}
