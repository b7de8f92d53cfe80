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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the benchmarks, each in a JVM of its own, and prints what they print. They judge nothing. */
@Tag("benchmark")
@Patience("30 m")
@ExtendWith(ForkedChildExtension.class)
class BenchmarksTest {

    private static final String ROUNDS = System.getProperty("forkedchild.rounds", "50");

    @Test
    @RequiresNode
    void forks(ForkedChildren children, @TempDir Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = LibraryJar.in(directory).classPath();

        var benchmark = children.spawn(
                java,
                List.of("-cp", classPath, ForkBenchmark.class.getName(), ROUNDS, directory.toString()),
                SpawnOptions.defaults().name("forks").stdio("inherit"));

        assertThat(benchmark).exitedWith(0);
    }
}
