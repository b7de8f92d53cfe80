package io.forkedchild.leftovers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SweepTest {

    private final String value = UUID.randomUUID().toString();
    private final Family family = new Family("SWEEP_TEST=" + value, OptionalLong.empty(), 0, List.of());

    private Process start(String script) throws Exception {
        var builder = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true);
        builder.environment().put("SWEEP_TEST", value);
        var process = builder.start();
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        return process;
    }

    @Test
    void whatIsThereIsKilledThoughTheTimeIsOver() throws Exception {
        var process = start("sleep 60 & sleep 60 & echo ready; wait");

        Sweep.of(List.of(family), Duration.ZERO);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Leftovers.of(List.of(family))).isEmpty();
    }

    /** A storm of at most so many processes, which end by themselves. */
    @Test
    void whatCannotBeKilledInTimeIsToldInFewLines() throws Exception {
        var process = start("echo ready; i=0; while [ $i -lt 600 ]; do setsid sleep 20 & i=$((i+1)); done; wait");
        try {
            Sweep.of(List.of(family), Duration.ofMillis(-1));
        } catch (IllegalStateException tooMany) {
            assertThat(tooMany.toString().lines().count()).isLessThanOrEqualTo(20);
            assertThat(tooMany.toString().lines().skip(1)).allMatch(line -> line.length() <= 120);
        }

        Sweep.of(List.of(family), Duration.ofSeconds(30));

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Leftovers.of(List.of(family))).isEmpty();
    }

    @Test
    void incompleteLookIsNotTakenForNothing() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 100; exec \"$@\"",
                        "sh",
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutDescriptors.class.getName())
                .redirectErrorStream(true);
        var process = builder.start();

        var output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(output.lines())
                .containsExactly(
                        "before: 1 killed",
                        "without: " + Leftovers.INCOMPLETE + "; " + Leftovers.INCOMPLETE + "; alive true",
                        "with: 1 killed");
        assertThat(process.waitFor()).isZero();
    }
}
