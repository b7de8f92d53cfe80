package io.forkedchild.failures;

import static io.forkedchild.failures.MaskedText.unwrapped;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.NestedRun;
import io.forkedchild.testing.Programs;
import io.forkedchild.text.Columns;
import io.forkedchild.text.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole text of every failure, as JUnit gets it. The expected texts are resources beside this package, to be read with the
 * faults; {@code -Dforkedchild.updateFailures=true} writes them anew, and under {@code target/failures} as they were printed.
 */
class FailureTextTest {

    private static final Path TEXTS = Path.of("src", "test", "resources", "failures");
    private static final Path AS_PRINTED = Path.of("target", "failures");
    private static final Path README = Path.of("..", "README.md");
    private static final Path PAGE = Path.of("..", "docs", "failures.md");
    private static final Path DOSSIER = Path.of("..", "docs", "dossier.md");
    private static final int MOST_LINES = 45;

    static Stream<Named<Class<?>>> faults() {
        return Stream.of(EndFaults.class, OutputFaults.class, MessageFaults.class, JvmFaults.class, DossierFaults.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredClasses()))
                .filter(fault -> Arrays.stream(fault.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(Test.class)))
                .sorted(Comparator.comparing(Class::getSimpleName))
                .map(fault -> Named.of(fault.getSimpleName(), fault));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void failureExplainsItself(Class<?> fault) throws IOException {
        Stream.of(fault.getAnnotationsByType(Needs.class)).forEach(needs -> Programs.require(needs.value()));

        var failures = NestedRun.of(fault).failures();

        assertThat(failures).singleElement().satisfies(failure -> {
            var text = String.valueOf(failure.getMessage());
            assertThat(text.split("\n-- failure \\d+ --\n"))
                    .allSatisfy(one -> assertThat(one.lines().count()).isLessThanOrEqualTo(MOST_LINES));
            assertThat(text.lines())
                    .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(Layout.WIDTH));
            assertThat(unwrapped(MaskedText.of(text))).isEqualTo(unwrapped(expected(fault, text)));
        });
    }

    @Test
    void keptTextsAreWithinTheBounds() throws IOException {
        try (var files = Files.list(TEXTS)) {
            assertThat(files.toList()).allSatisfy(file -> {
                assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES);
                assertThat(Files.readAllLines(file))
                        .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(Layout.WIDTH));
            });
        }
    }

    /** What failed knows of no child, and has its evidence as a suppressed exception, as the page shows. */
    @Test
    void failureOfAnythingElseHasTheChildrenBesides() throws IOException {
        var fault = ServerFaults.AnswersWithAnError.class;
        var failure = NestedRun.of(fault).failures().get(0);

        var text = failure + "\n" + String.join("\n", suppressed(failure));
        assertThat(unwrapped(MaskedText.of(text))).isEqualTo(unwrapped(expected(fault, text)));
    }

    private static List<String> suppressed(Throwable failure) {
        return Stream.of(failure.getSuppressed())
                .map(children -> "\tSuppressed: " + children)
                .toList();
    }

    private static String expected(Class<?> fault, String actual) throws IOException {
        var file = fault.getSimpleName() + ".txt";
        if (Boolean.getBoolean("forkedchild.updateFailures")) {
            write(TEXTS.resolve(file), MaskedText.of(actual));
            write(AS_PRINTED.resolve(file), actual);
        }
        return Files.readString(TEXTS.resolve(file)).strip();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    static Stream<Path> pages() {
        return Stream.of(README, PAGE, DOSSIER);
    }

    /** The pages show some of them as they were printed once. */
    @ParameterizedTest
    @MethodSource("pages")
    void pageShowsTextsAsTheyAre(Path page) throws IOException {
        var texts = new HashSet<String>();
        try (var files = Files.list(TEXTS)) {
            for (var file : files.toList()) {
                texts.add(unwrapped(Files.readString(file).strip()));
            }
        }

        var shown = Pattern.compile("^```text\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(page))
                .results()
                .map(block -> unwrapped(MaskedText.of(block.group(1))))
                .toList();

        assertThat(shown).hasSizeGreaterThan(1).isSubsetOf(texts);
    }

    @Test
    void thereAreAtLeastTwentyFive() {
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(25);
    }
}
