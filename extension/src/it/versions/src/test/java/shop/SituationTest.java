package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The libraries really have the versions that the pom says that they have. */
class SituationTest {

    static Stream<String> versions() {
        return Stream.of(System.getProperty("versions").split(" "));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void versionIsHere(String version) {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        assertThat(classPath).contains("/" + version + ".jar");
    }
}
