package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.JvmSettings;
import io.forkedchild.Settings;
import io.forkedchild.assertions.ForkedChildAssertions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where patience and grace come from. */
class PatienceTest {

    private static final String PATIENCE = "forkedchild.patience";
    private static final String GRACE = "forkedchild.grace";
    private static final String TIME_FACTOR = "forkedchild.timeFactor";
    private static final String WARM_JVMS = "forkedchild.warmJvms";
    private static final String ARCHIVES = "forkedchild.classDataArchives";

    @Test
    void nearestAnnotationWins() {
        NestedRun.of(Nearest.class, Map.of(PATIENCE, "99 s")).succeeded(6);
    }

    @Patience("10 s")
    @ExtendWith(ForkedChildExtension.class)
    static class Nearest {

        @BeforeAll
        static void ofClass(ForkedChildren children) {
            assertPatience(10, children);
        }

        @Test
        void ofEnclosingClass(ForkedChildren children, @Spawn("true") ForkedChild child) {
            assertPatience(10, children);
            assertThat(child.inspection().patience()).hasSeconds(10);
        }

        @Test
        @Patience("20 s")
        void ofMethod(ForkedChildren children) {
            assertPatience(20, children);
        }

        @Nested
        class WithoutOne {

            @Test
            void ofOuterClass(ForkedChildren children) {
                assertPatience(10, children);
            }
        }

        @Nested
        @Patience("30 s")
        class WithItsOwn {

            @Test
            void ofNestedClass(ForkedChildren children) {
                assertPatience(30, children);
            }

            @Hasty
            @RepeatedTest(2)
            void ofAnnotationOfOnesOwn(ForkedChildren children) {
                assertPatience(1, children);
            }
        }
    }

    @Patience("1 s")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Hasty {}

    @Test
    void annotationOnMethodCountsForTheMethodsAroundIt() {
        NestedRun.of(AroundMethod.class).succeeded(1);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AroundMethod {

        @BeforeEach
        void before(ForkedChildren children) {
            assertPatience(20, children);
        }

        @Test
        @Patience("20 s")
        void test() {}
    }

    @Test
    void annotationIsInherited() {
        NestedRun.of(Heir.class).succeeded(1);
    }

    static class Heir extends Nearest2 {

        @Test
        void inherits(ForkedChildren children) {
            assertPatience(10, children);
        }
    }

    @Patience("10 s")
    @ExtendWith(ForkedChildExtension.class)
    static class Nearest2 {}

    private static void assertPatience(int seconds, ForkedChildren children) {
        assertThat(children.settings().patience()).hasSeconds(seconds);
    }

    @Test
    void withoutAnyItIsTheDefault() {
        var settings = settings(Map.of());

        assertThat(settings).isEqualTo(Settings.defaults());
    }

    @Test
    void configurationParametersCountForAll() {
        var settings = settings(Map.of(
                PATIENCE, "2 m", GRACE, "250ms", WARM_JVMS, "3", TIME_FACTOR, " 2.5", ARCHIVES, "target/archives"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        Duration.ofMinutes(2),
                        Duration.ofMillis(250),
                        2.5,
                        new JvmSettings(3, Optional.of(Path.of("target/archives"))),
                        Settings.defaults().leftovers(),
                        Optional.empty()));
    }

    @Test
    void systemPropertiesAreConfigurationParameters() {
        System.setProperty(GRACE, "3 s");
        try {
            var settings = settings(Map.of());

            assertThat(settings).isEqualTo(Settings.defaults().grace(Duration.ofSeconds(3)));
        } finally {
            System.clearProperty(GRACE);
        }
    }

    private static Settings settings(Map<String, String> configuration) {
        NestedRun.of(Unannotated.class, configuration).succeeded(1);
        return Unannotated.settings;
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Unannotated {

        static Settings settings = Settings.defaults();

        @Test
        void keeps(ForkedChildren children) {
            settings = children.settings();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void formsAreThoseOfJUnitAndOfIso8601(String text, Duration duration) {
        assertThat(DurationText.parse("test", text)).isEqualTo(duration);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("5 s", Duration.ofSeconds(5)),
                arguments("5s", Duration.ofSeconds(5)),
                arguments("5", Duration.ofSeconds(5)),
                arguments(" 5 S ", Duration.ofSeconds(5)),
                arguments("0 s", Duration.ZERO),
                arguments("7 ns", Duration.ofNanos(7)),
                arguments("7 μs", Duration.ofNanos(7000)),
                arguments("500 ms", Duration.ofMillis(500)),
                arguments("2 m", Duration.ofMinutes(2)),
                arguments("3 h", Duration.ofHours(3)),
                arguments("1 d", Duration.ofDays(1)),
                arguments("PT1M30S", Duration.ofSeconds(90)),
                arguments("pt0.5s", Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "5 x", "-5 s", "PT-5S", "5 seconds", "1.5 s", "99999999999999999999 s", "200000 d"})
    void otherFormsAreRefused(String text) {
        assertThatExceptionOfType(ExtensionConfigurationException.class)
                .isThrownBy(() -> DurationText.parse("the source", text))
                .withMessageStartingWith("the source: must be a duration")
                .withMessageContaining("'5 s', '500 ms' or '2 m'")
                .withMessageContaining("'PT5S'")
                .withMessageEndingWith("was '" + text + "'");
    }

    @Test
    void wrongConfigurationParameterIsNamed() {
        var failure = NestedRun.of(Unannotated.class, Map.of(GRACE, "a while")).failure();

        assertThat(failure).contains("configuration parameter forkedchild.grace: must be", "was 'a while'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "some", "-1", "65", "1.0"})
    void wrongNumberOfWarmJvmsIsNamed(String text) {
        var failure = NestedRun.of(Unannotated.class, Map.of(WARM_JVMS, text)).failure();

        assertThat(failure)
                .contains(
                        "configuration parameter forkedchild.warmJvms: must be a number from 0 to 64",
                        "was '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0", "-1", "NaN", "1001", "Infinity"})
    void wrongTimeFactorIsNamed(String text) {
        var failure = NestedRun.of(Unannotated.class, Map.of(TIME_FACTOR, text)).failure();

        assertThat(failure)
                .contains(
                        "configuration parameter forkedchild.timeFactor: must be a number above 0, and at most 1000",
                        "was '" + text + "'");
    }

    @Test
    void maskIsAConfigurationParameter() {
        assertThat(settings(Map.of("forkedchild.mask", "cust-\\d+")).mask()).contains("cust-\\d+");
    }

    @Test
    void wrongMaskIsNamed() {
        var failure = NestedRun.of(Unannotated.class, Map.of("forkedchild.mask", "cust-["))
                .failure();

        assertThat(failure)
                .contains("configuration parameter forkedchild.mask: must be a regular expression, was 'cust-['");
    }

    @Test
    void timeFactorStretchesAllTimes() {
        var settings = Settings.defaults().timeFactor(0.5);
        try (var children = ForkedChildren.open(settings.patience(Duration.ofSeconds(3)))) {
            var child = children.spawn("cat");

            assertThat(child.inspection().patience()).isEqualTo(Duration.ofMillis(1500));
            assertThatThrownBy(() -> ForkedChildAssertions.assertThat(child)
                            .within(Duration.ofMillis(20))
                            .exitedWith(0))
                    .hasMessageContaining("within 10 ms");
        }
        assertThat(settings.stretched(Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(settings.timeFactor(1000).stretched(Duration.ofDays(100_000)))
                .isGreaterThan(Duration.ofDays(100_000));
    }

    @Test
    void wrongAnnotationIsNamedWithItsPlace() {
        var failure = NestedRun.of(WrongPatience.class).failure();

        assertThat(failure).contains("@Patience on ", WrongPatience.class.getName() + ".test(", "was 'a while'");
    }

    @Test
    void wrongAnnotationIsNotItsOwnCause() {
        var failure = NestedRun.of(WrongPatience.class).failures().get(0);
        var trace = new StringWriter();

        failure.printStackTrace(new PrintWriter(trace));

        assertThat(trace.toString()).doesNotContain("CIRCULAR REFERENCE");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class WrongPatience {

        @Test
        @Patience("a while")
        void test(@Spawn("true") ForkedChild child) {}
    }
}
