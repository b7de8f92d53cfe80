package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page about Node's behaviour names tests that exist. */
class DocumentedParityTest {

    private static final Path PAGE = Path.of("../docs/node-parity.md");
    private static final Pattern FILE = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");
    private static final Pattern METHOD = Pattern.compile("\\[(\\w+)]\\[(\\w+)]");
    private static final Pattern ROW = Pattern.compile("\\| .+ \\| (same|different|absent)(:[^|]+)? \\|(.*)\\|");

    private static String page = "";
    private static Map<String, Path> files = Map.of();

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(PAGE);
        files = FILE.matcher(page)
                .results()
                .collect(Collectors.toMap(
                        link -> link.group(1),
                        link -> PAGE.resolveSibling(link.group(2)).normalize()));
    }

    @Test
    void everyFileExists() {
        assertThat(files.values())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @Test
    void everyMethodExists() {
        var links = METHOD.matcher(page).results().toList();

        assertThat(links).isNotEmpty().allSatisfy(link -> {
            assertThat(files).containsKey(link.group(2));
            assertThat(text(files.get(link.group(2)))).contains("void " + link.group(1) + "(");
        });
    }

    @Test
    void everyFileIsMentioned() {
        var mentioned =
                METHOD.matcher(page).results().map(link -> link.group(2)).toList();

        assertThat(files.keySet()).isSubsetOf(mentioned);
    }

    @Test
    void everyRowHasAVerdictAndWhatIsThereHasATest() {
        var rows = rows();

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            var cells = ROW.matcher(row);
            assertThat(cells.matches()).isTrue();
            assertThat(cells.group(1).equals("absent")
                            || METHOD.matcher(cells.group(3)).find())
                    .isTrue();
        });
    }

    private static List<String> rows() {
        return page.lines()
                .filter(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("| Node does ") && !line.startsWith("|--"))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
