package io.forkedchild.benchmark;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.JvmSettings;
import io.forkedchild.Settings;
import io.forkedchild.child.ParentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** From the call of {@code fork} to the first message, and to the exit, for all kinds of forks in turn. */
final class ForkBenchmark {

    private static final int WARM_UP = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Settings COLD = Settings.defaults().patience(PATIENCE);

    /** A value that takes Jackson, whose classes are most of what such a child loads. */
    record Reading(int number, String unit, List<Double> values) {}

    /** Sends a number. */
    static final class SendsNumber {

        private SendsNumber() {}

        public static void main(String... args) {
            ParentProcess.current().send(1);
        }
    }

    /** Sends a record. */
    static final class SendsRecord {

        private SendsRecord() {}

        public static void main(String... args) {
            ParentProcess.current().send(new Reading(1, "K", List.of(1.5)));
        }
    }

    /** One way to fork, with the nanoseconds that it took. */
    private record Kind(
            String name,
            Settings settings,
            Function<ForkedChildren, ForkedChild> fork,
            List<Long> toMessage,
            List<Long> toExit) {}

    private final List<Kind> kinds = new ArrayList<>();

    private ForkBenchmark(Path directory) throws IOException {
        var module = Files.writeString(directory.resolve("sends.js"), "process.send(1);")
                .toString();
        var archive = COLD.jvms(JvmSettings.defaults().classDataArchives(directory));
        var warm = COLD.jvms(JvmSettings.defaults().warmJvms(1));
        add("Node module", COLD, children -> children.with(silent("node")).fork(module));
        add("JVM, main class", COLD, SendsNumber.class);
        add("JVM with archive, main class", archive, SendsNumber.class);
        add("warm JVM, main class", warm, SendsNumber.class);
        add("JVM, lambda", COLD, children -> lambda(children, "lambda"));
        add("JVM with archive, lambda", archive, children -> lambda(children, "archived lambda"));
        add("warm JVM, lambda", warm, children -> lambda(children, "warm lambda"));
        add("JVM, record by Jackson", COLD, SendsRecord.class);
        add("JVM with archive, record by Jackson", archive, SendsRecord.class);
        add("warm JVM, record by Jackson", warm, SendsRecord.class);
    }

    private void add(String name, Settings settings, Class<?> main) {
        add(name, settings, children -> children.with(silent(name)).fork(main));
    }

    private void add(String name, Settings settings, Function<ForkedChildren, ForkedChild> fork) {
        kinds.add(new Kind(name, settings, fork, new ArrayList<>(), new ArrayList<>()));
    }

    private static ForkedChild lambda(ForkedChildren children, String name) {
        return children.with(silent(name)).fork(parent -> parent.send(1));
    }

    /** Different for each kind, so that a warm JVM is one of its own. */
    private static ForkOptions silent(String kind) {
        return ForkOptions.defaults().silent(true).env("KIND", kind);
    }

    /** @param args the number of rounds, and a directory to work in */
    public static void main(String... args) throws IOException {
        var benchmark = new ForkBenchmark(Path.of(args[1]));
        for (int round = -WARM_UP; round < Integer.parseInt(args[0]); round++) {
            for (var kind : benchmark.kinds) {
                measure(kind, round >= 0);
            }
        }
        benchmark.print();
    }

    private static void measure(Kind kind, boolean counts) {
        try (var children = ForkedChildren.open(kind.settings())) {
            long start = System.nanoTime();
            var child = kind.fork().apply(children);
            awaitTrue(child, () -> !child.messages().isEmpty());
            long message = System.nanoTime();
            awaitTrue(child, () -> child.exitStatus().isPresent());
            long exit = System.nanoTime();
            assertThat(child).exitedWith(0);
            if (counts) {
                kind.toMessage().add(message - start);
                kind.toExit().add(exit - start);
            }
        }
        awaitIdle(kind.settings().jvms().warmJvms());
    }

    private static void awaitTrue(ForkedChild child, BooleanSupplier condition) {
        assertThat(child.inspection().holdsWithin(PATIENCE, condition)).isTrue();
    }

    /** The JVM that waits for the next round is there, and has come as far as it gets: it takes no more processor time. */
    private static void awaitIdle(int warmJvms) {
        if (warmJvms > 0) {
            await().atMost(PATIENCE).until(() -> {
                var before = processorTimes();
                return before.size() >= warmJvms && !pause() && before.equals(processorTimes());
            });
        }
    }

    private static boolean pause() {
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        return false;
    }

    private static List<Duration> processorTimes() {
        return ProcessHandle.current()
                .children()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .toList();
    }

    private void print() {
        double first = at(kinds.get(0).toMessage(), 0.5);
        System.out.printf("%-38s %22s %22s %8s%n", "ms, median (quartiles)", "to first message", "to exit", "of Node");
        kinds.forEach(kind -> System.out.printf(
                "%-38s %22s %22s %8.2f%n",
                kind.name(), shown(kind.toMessage()), shown(kind.toExit()), at(kind.toMessage(), 0.5) / first));
    }

    private static String shown(List<Long> nanos) {
        return String.format("%.1f (%.1f-%.1f)", at(nanos, 0.5) / 1e6, at(nanos, 0.25) / 1e6, at(nanos, 0.75) / 1e6);
    }

    private static long at(List<Long> nanos, double quantile) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(sorted)
                .skip((long) (quantile * (sorted.length - 1)))
                .findFirst()
                .orElseThrow();
    }
}
