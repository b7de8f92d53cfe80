package io.forkedchild.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DifferencesTest {

    @ParameterizedTest
    @MethodSource
    void differencesHaveTheirPaths(@Nullable Object expected, @Nullable Object actual, int weight, List<String> lines) {
        var differences = JsonDifferences.between(PlainValue.of(expected), actual);

        assertThat(differences.lines()).containsExactlyInAnyOrderElementsOf(lines);
        assertThat(differences.weight()).isEqualTo(weight);
    }

    static Stream<Arguments> differencesHaveTheirPaths() {
        return Stream.of(
                row("same numbers", 1, 1.0, 0),
                row("same large numbers", 12L, BigInteger.valueOf(12), 0),
                row("same text", DayOfWeek.MONDAY, "MONDAY", 0),
                row("same nulls", null, null, 0),
                row("same array", new int[] {1, 2}, List.of(1, 2), 0),
                row("numbers", 1, 2, 1, "$: expected 1, was 2"),
                row("not a number", Double.NaN, 2, 1, "$: expected NaN, was 2"),
                row("number and text", 1, "1", 1, "$: expected 1, was \"1\""),
                row("null and value", null, "a\"b", 1, "$: expected null, was \"a\\\"b\""),
                row("field", Map.of("a", 1, "b", true), Map.of("a", 2, "b", true), 1, "$.a: expected 1, was 2"),
                row("missing field", Map.of("a", 1), Map.of(), 1, "$.a: expected 1, is missing"),
                row("field too many", Map.of(), Map.of("a", 1), 1, "$.a: not expected, was 1"),
                row("element", List.of(1, 2), List.of(1, 3), 1, "$[1]: expected 2, was 3"),
                row("missing element", List.of(1, 2), List.of(1), 1, "$[1]: expected 2, is missing"),
                row("element too many", List.of(1), List.of(1, 2), 1, "$[1]: not expected, was 2"),
                row(
                        "deep",
                        Map.of("a", Arrays.asList(1, null, Map.of("b", "x"))),
                        Map.of("a", Arrays.asList(1, null, Map.of("b", "y"))),
                        1,
                        "$.a[2].b: expected \"x\", was \"y\""),
                row(
                        "other shape weighs as much as it has values",
                        Map.of("a", List.of(1, 2)),
                        7,
                        4,
                        "$: expected {\"a\":[1,2]}, was 7"));
    }

    private static Arguments row(
            String name, @Nullable Object expected, @Nullable Object actual, int weight, String... lines) {
        return argumentSet(name, expected, actual, weight, List.of(lines));
    }
}
