package io.forkedchild.benchmark;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.testing.LibraryJar;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the benchmarks, each in a JVM of its own, and prints what they print. They judge nothing. */
@Tag("benchmark")
@Timeout(value = 1, unit = TimeUnit.HOURS)
@Patience("30 m")
@ExtendWith(ForkedChildExtension.class)
class BenchmarksTest {

    @Test
    @RequiresNode
    void forks(ForkedChildren children, @TempDir Path directory) throws IOException {
        run(children, directory, ForkBenchmark.class, "50", directory.toString());
    }

    @Test
    void wakeUps(ForkedChildren children, @TempDir Path directory) throws IOException {
        run(children, directory, WakeUpBenchmark.class, "1000");
    }

    private static void run(ForkedChildren children, Path directory, Class<?> benchmark, String rounds, String... more)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = LibraryJar.in(directory).classPath();
        var arguments = new ArrayList<>(List.of("-cp", classPath, benchmark.getName()));
        arguments.add(System.getProperty("forkedchild.rounds", rounds));
        arguments.addAll(List.of(more));
        var options = SpawnOptions.defaults().name(benchmark.getSimpleName()).stdio("inherit");

        assertThat(children.with(options).spawn(java, arguments.toArray(String[]::new)))
                .exitedWith(0);
    }
}
