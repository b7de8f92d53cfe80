package io.forkedchild.faults;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.Waiting;
import java.time.Duration;

/** Launches children in a place where something is amiss, and prints how it went; the faults are made by what starts it. */
final class FaultyPlace {

    private static final int ANOTHER_USER = 61_236;

    private FaultyPlace() {}

    public static void main(String[] args) {
        for (var deed : args) {
            try (var children = ForkedChildren.open(Settings.defaults().patience(Duration.ofSeconds(20)))) {
                System.out.println(deed + ": " + result(children, deed));
            } catch (RuntimeException | Error failure) {
                System.out.println(deed + ": " + failure.getClass().getSimpleName() + ": "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
        }
    }

    private static Object result(ForkedChildren children, String deed) {
        return switch (deed) {
            case "echo" ->
                Waiting.closed(children.spawn("echo", "hello")).stdout().text().strip();
            case "jvm" ->
                Waiting.closed(children.fork(() -> System.exit(3))).exitCode().getAsInt();
            case "large" -> {
                var child = Waiting.closed(children.spawn("head", "-c", "30000000", "/dev/zero"));
                yield child.stdout().cut().orElse("complete") + ", "
                        + child.inspection().errors();
            }
            case "children" -> {
                var child = Waiting.printed(children.spawn("sh", "-c", "sleep 60 & echo up; wait"), "up");
                int count = child.descendants().size();
                child.killTree("SIGKILL");
                yield count + " and " + Waiting.exited(child).signalCode().orElseThrow();
            }
            case "another-user" -> {
                var options = SpawnOptions.defaults().uid(ANOTHER_USER);
                var child = Waiting.printed(children.with(options).spawn("sh", "-c", "echo up; read x"), "up");
                child.evidence();
                child.close();
                yield child.signalCode().orElseThrow();
            }
            default -> throw new IllegalArgumentException(deed);
        };
    }
}
