package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChildEnvironmentTest {

    private static final SpawnOptions PLAIN = SpawnOptions.defaults();
    private static final SpawnOptions CHANNEL =
            PLAIN.stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.unset(), Stdio.ipc());

    private static final Map<String, String> STALE =
            Map.of("A", "1", "NODE_CHANNEL_FD", "9", "NODE_CHANNEL_SERIALIZATION_MODE", "advanced");
    private static final Map<String, String> COVERED = Map.of("A", "1", "NODE_V8_COVERAGE", "/cov");

    @ParameterizedTest
    @MethodSource
    void environmentFollowsNodesRules(
            SpawnOptions options, Map<String, String> testEnvironment, Map<String, String> expected) {
        LaunchPlan plan = LaunchPlans.spawn("ls", List.of(), options, testEnvironment);

        assertThat(plan.environment()).isEqualTo(expected);
    }

    static Stream<Arguments> environmentFollowsNodesRules() {
        Map<String, String> json = Map.of("A", "1", "NODE_CHANNEL_FD", "4", "NODE_CHANNEL_SERIALIZATION_MODE", "json");
        return Stream.of(
                row("inherited", PLAIN, Map.of("A", "1"), Map.of("A", "1")),
                row("given, complete", PLAIN.onlyEnv(Map.of("B", "2")), Map.of("A", "1"), Map.of("B", "2")),
                row("given, empty", PLAIN.onlyEnv(Map.of()), Map.of("A", "1"), Map.of()),
                row("empty value stays", PLAIN.onlyEnv(Map.of("B", "")), Map.of(), Map.of("B", "")),
                row("set", PLAIN.env("B", "2"), Map.of("A", "1"), Map.of("A", "1", "B", "2")),
                row("set over inherited", PLAIN.env("A", "2"), Map.of("A", "1"), Map.of("A", "2")),
                row("set on given", PLAIN.onlyEnv(Map.of()).env("B", "2"), Map.of("A", "1"), Map.of("B", "2")),
                row(
                        "given after set",
                        PLAIN.env("B", "2").onlyEnv(Map.of("C", "3")),
                        Map.of("A", "1"),
                        Map.of("B", "2", "C", "3")),
                row("set twice", PLAIN.env("B", "2").env("B", "3"), Map.of(), Map.of("B", "3")),
                row(
                        "given twice",
                        PLAIN.onlyEnv(Map.of("B", "2")).onlyEnv(Map.of("C", "3")),
                        Map.of(),
                        Map.of("C", "3")),
                row("left out", PLAIN.withoutEnv("A", "C"), Map.of("A", "1", "B", "2"), Map.of("B", "2")),
                row("left out, two calls", PLAIN.withoutEnv("A").withoutEnv("B"), Map.of("A", "1", "B", "2"), Map.of()),
                row("nothing left out", PLAIN.withoutEnv(), Map.of("A", "1"), Map.of("A", "1")),
                row("left out of given", PLAIN.onlyEnv(Map.of("B", "2")).withoutEnv("C"), Map.of(), Map.of("B", "2")),
                row("no channel, stale one inherited", PLAIN, STALE, Map.of("A", "1")),
                row("no channel, stale one given", PLAIN.onlyEnv(STALE), Map.of(), Map.of("A", "1")),
                row("channel, left out", CHANNEL.withoutEnv("NODE_CHANNEL_FD"), STALE, json),
                row("channel", CHANNEL, Map.of("A", "1"), json),
                row("channel, stale one inherited", CHANNEL, STALE, json),
                row("channel, stale one given", CHANNEL.onlyEnv(STALE), Map.of(), json),
                row("channel, stale one set", CHANNEL.env("NODE_CHANNEL_FD", "9"), Map.of("A", "1"), json),
                row(
                        "advanced channel",
                        CHANNEL.serialization(Serialization.ADVANCED),
                        Map.of(),
                        Map.of("NODE_CHANNEL_FD", "4", "NODE_CHANNEL_SERIALIZATION_MODE", "advanced")),
                row("coverage, inherited", PLAIN, COVERED, COVERED),
                row("coverage, left out", PLAIN.withoutEnv("NODE_V8_COVERAGE"), COVERED, Map.of("A", "1")),
                row("coverage, copied", PLAIN.onlyEnv(Map.of()), COVERED, Map.of("NODE_V8_COVERAGE", "/cov")),
                row(
                        "coverage, own",
                        PLAIN.onlyEnv(Map.of("NODE_V8_COVERAGE", "/own")),
                        COVERED,
                        Map.of("NODE_V8_COVERAGE", "/own")));
    }

    private static Arguments row(
            String row, SpawnOptions options, Map<String, String> testEnvironment, Map<String, String> expected) {
        return argumentSet(row, options, testEnvironment, expected);
    }
}
