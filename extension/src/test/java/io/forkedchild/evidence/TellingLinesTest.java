package io.forkedchild.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lines of an output tell why the program failed. The texts under {@code crashes} of Java and Rust
 * were recorded; those of Go, Ruby and Spring Boot were written in the form that these print. */
class TellingLinesTest {

    private static final Path CRASHES = Path.of("src", "test", "resources", "crashes");

    private static List<String> crash(String name) throws IOException {
        return Files.readAllLines(CRASHES.resolve(name));
    }

    private static List<String> shown(List<String> lines, int most) {
        return TellingLines.of(lines).shown(most).stream()
                .map(TellingLines.Shown::text)
                .toList();
    }

    private static Stream<String> numbered(String what, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> what + " " + i);
    }

    private static List<String> joined(List<?>... parts) {
        var lines = new ArrayList<String>();
        for (var part : parts) {
            part.forEach(line -> lines.add(line.toString()));
        }
        return lines;
    }

    @Test
    void veryLongLineIsReadFast() {
        var line = "^".repeat(128 << 10) + "x";

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(TellingLines.of(List.of(line)).reason()).hasValue(line));
    }

    @Test
    void messageOfAJavaStackAndItsCausesAreShown() throws IOException {
        assertThat(shown(crash("java.txt"), 10))
                .containsExactly(
                        "Exception in thread \"main\" java.lang.IllegalStateException: the shop cannot open",
                        "… 11 frames",
                        "\tSuppressed: java.io.IOException: the pool cannot be closed",
                        "… 11 frames",
                        "Caused by: java.lang.RuntimeException: no connection",
                        "… 23 frames",
                        "Caused by: java.lang.IllegalStateException: DATABASE_URL is not set",
                        "\tat shop.Settings.url(Settings.java:31)",
                        "… 34 frames");
    }

    @Test
    void lastCauseComesFirstWhereThereIsLittleRoom() throws IOException {
        assertThat(shown(crash("java.txt"), 3))
                .contains("Caused by: java.lang.IllegalStateException: DATABASE_URL is not set");
        assertThat(shown(crash("java.txt"), 5))
                .contains(
                        "Exception in thread \"main\" java.lang.IllegalStateException: the shop cannot open",
                        "Caused by: java.lang.IllegalStateException: DATABASE_URL is not set");
    }

    static Stream<Arguments> crashes() {
        return Stream.of(
                Arguments.of("java.txt", "Caused by: java.lang.IllegalStateException: DATABASE_URL is not set"),
                Arguments.of("spring-boot.txt", "Caused by: java.net.BindException: Address already in use"),
                Arguments.of("go.txt", "panic: runtime error: invalid memory address or nil pointer dereference"),
                Arguments.of("go-deadlock.txt", "fatal error: all goroutines are asleep - deadlock!"),
                Arguments.of("rust.txt", "index out of bounds: the len is 0 but the index is 3"),
                Arguments.of("ruby.txt", "shop.rb:2:in 'connect': DATABASE_URL is not set (RuntimeError)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("crashes")
    void reasonOfACrashIsFound(String name, String reason) throws IOException {
        var log = numbered("request", 300).toList();
        var lines = joined(log, crash(name), log);

        assertThat(TellingLines.of(crash(name)).reason()).contains(reason);
        assertThat(shown(lines, 9)).hasSizeLessThanOrEqualTo(9).contains("request 1", reason, "request 300");
        assertThat(shown(lines, 9)).anyMatch(line -> line.matches("… .*\\d+ frames?.*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sh: 1: foo: not found",
                "script.sh: line 3: x: command not found",
                "bash: line 1: x: unbound variable",
                "sh: 1: x: parameter not set",
                "no config at shop.pl line 3.",
                "shop: shop.c:4: main: Assertion `c == 2' failed.",
                "*** stack smashing detected ***: terminated",
                "  what():  no config",
                "==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6",
                "Segmentation fault (core dumped)",
                "  code: 'ECONNREFUSED',",
                "java.lang.OutOfMemoryError: Java heap space",
                "fatal: not a git repository",
                "main.c:3:5: error: unknown type name",
                "12:00:01.123 [main] ERROR shop.Server - no such table users",
                "{\"level\":\"error\",\"msg\":\"no such table users\"}",
                "time=12:00:01 level=error msg=\"no such table users\"",
                "\u001b[31m\u001b[1mError\u001b[22m: no such table users\u001b[39m",
                "\u001b[31mERROR\u001b[0m no such table users",
                "thread 'main' panicked at 'no config', src/main.rs:2:5",
                "SQL error: no such table users",
            })
    void reasonInTheMiddleIsShown(String reason) {
        var log = numbered("request", 500).toList();

        assertThat(shown(joined(log, List.of(reason), log), 6)).contains(reason).contains("request 1", "request 500");
    }

    @Test
    void outputWithoutAReasonHasItsFirstAndItsLastLines() {
        assertThat(shown(numbered("row", 500).toList(), 5))
                .containsExactly("row 1", "… 496 lines", "row 498", "row 499", "row 500");
    }

    @Test
    void equalLinesAreShownOnce() {
        var waiting = Collections.nCopies(41, "waiting for the database");

        assertThat(shown(joined(List.of("start"), waiting, List.of("gave up")), 10))
                .containsExactly("start", "waiting for the database", "… 40 more like it", "gave up");
    }

    @Test
    void firstAndLastOfManyReasonsAreShown() {
        var lines = shown(
                numbered("ERROR: attempt", 100)
                        .map(line -> line + " is " + line.hashCode())
                        .toList(),
                6);

        assertThat(lines).hasSizeLessThanOrEqualTo(6);
        assertThat(lines.get(0)).startsWith("ERROR: attempt 1 ");
        assertThat(lines.get(lines.size() - 1)).startsWith("ERROR: attempt 100 ");
    }

    @Test
    void reasonFarToTheRightIsShown() {
        var line = "x".repeat(500) + " ERROR: no such table users";

        assertThat(shown(joined(List.of("one"), List.of(line)), 5).get(1))
                .startsWith("…")
                .endsWith("no such table users");
    }

    @Test
    void whatWasNotReadIsCounted() {
        var lines = TellingLines.of(List.of("one", "two"), 1000, List.of("three", "four"));

        assertThat(lines.shown(3))
                .extracting(TellingLines.Shown::text)
                .containsExactly("one", "… 2 lines and 1000 bytes that were not looked at", "four");
    }

    @Test
    void manyLinesAreReadInNoTime() {
        var lines = joined(
                numbered("ERROR: request", 3000).toList(),
                numbered("\tat shop.Frame.call(Frame.java)", 3000).toList());
        long begin = System.nanoTime();

        assertThat(shown(lines, 10)).hasSizeLessThanOrEqualTo(10);

        assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(3000);
    }
}
