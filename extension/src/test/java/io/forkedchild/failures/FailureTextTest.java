package io.forkedchild.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.NestedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole text of every failure, as JUnit gets it. The expected texts are resources beside this package, to be read with the
 * faults; {@code -Dforkedchild.updateFailures=true} writes them anew.
 */
class FailureTextTest {

    private static final Path TEXTS = Path.of("src", "test", "resources", "failures");
    private static final int MOST_LINES = 45;
    private static final int MOST_LINES_WITH_ASSERTJ = 55;

    static Stream<Named<Class<?>>> faults() {
        return Stream.of(EndFaults.class, OutputFaults.class, MessageFaults.class, JvmFaults.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredClasses()))
                .filter(fault -> Arrays.stream(fault.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(Test.class)))
                .sorted(Comparator.comparing(Class::getSimpleName))
                .map(fault -> Named.of(fault.getSimpleName(), fault));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void failureExplainsItself(Class<?> fault) throws IOException {
        var failures = NestedRun.of(fault).failures();

        assertThat(failures).singleElement().satisfies(failure -> {
            var text = String.valueOf(failure.getMessage());
            assertThat(text.lines().count())
                    .isLessThanOrEqualTo(text.startsWith("[") ? MOST_LINES_WITH_ASSERTJ : MOST_LINES);
            assertThat(MaskedText.of(text)).isEqualTo(expected(fault, MaskedText.of(text)));
        });
    }

    private static String expected(Class<?> fault, String actual) throws IOException {
        var file = TEXTS.resolve(fault.getSimpleName() + ".txt");
        if (Boolean.getBoolean("forkedchild.updateFailures")) {
            Files.createDirectories(TEXTS);
            Files.writeString(file, actual + "\n");
        }
        return Files.readString(file).strip();
    }

    @Test
    void thereAreAtLeastTwentyFive() {
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(25);
    }
}
