package greeting.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import greeting.Greeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What JaCoCo reports after the tests. */
class ReportCheck {

    /** Those of both children; all but the line that ends its JVM, which JaCoCo never counts. */
    @Test
    void linesThatTheChildrenHaveRunAreCovered() throws IOException {
        assertThat(coveredLines("jacoco")).isEqualTo(4);
    }

    @Test
    void noLineIsCoveredWithoutTheChildren() throws IOException {
        assertThat(coveredLines("jacoco-without-children")).isZero();
    }

    private static int coveredLines(String report) throws IOException {
        var rows = Files.readAllLines(Path.of("target", "site", report, "jacoco.csv")).stream()
                .map(line -> List.of(line.split(",")))
                .toList();
        var greeter = rows.stream()
                .filter(row -> row.contains(Greeter.class.getSimpleName()))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(greeter.get(rows.get(0).indexOf("LINE_COVERED")));
    }
}
