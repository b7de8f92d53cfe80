package io.forkedchild.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestJvmTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-javaagent:/m/org.jacoco.agent-0.8.12-runtime.jar=destfile=/t/jacoco.exec"
                        + "| -javaagent:/m/org.jacoco.agent-0.8.12-runtime.jar=destfile=/t/jacoco-children.exec,append=true",
                "-javaagent:/m/jacocoagent.jar=append=false,destfile=/t/unit,includes=a.*:b.*"
                        + "| -javaagent:/m/jacocoagent.jar=destfile=/t/unit-children,append=true,includes=a.*:b.*"
            })
    void coverageGoesToAFileOfTheChildren(String flag, String expected) {
        var jvm = new TestJvm(List.of("-Xmx1g", flag, "-ea"));

        assertThat(jvm.handedOn(false)).containsExactly(expected);
    }

    @Test
    void coverageWithoutAFileGoesToJacocosOwnInTheDirectoryOfTheTest() {
        var jvm = new TestJvm(List.of("-javaagent:jacocoagent.jar"));

        var file = Path.of("jacoco-children.exec").toAbsolutePath();
        assertThat(jvm.handedOn(false)).containsExactly("-javaagent:jacocoagent.jar=destfile=" + file + ",append=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-javaagent:/m/jacocoagent.jar=output=tcpserver,port=6300",
                "-javaagent:/jacoco/other-agent.jar=destfile=x",
                "-Djacoco=-javaagent:jacocoagent.jar",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=5005"
            })
    void otherFlagsAreNotHandedOn(String flag) {
        assertThat(new TestJvm(List.of(flag)).handedOn(false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-agentlib:jdwp=transport=dt_socket", "-Xrunjdwp:transport=dt_socket"})
    void childOfADebuggedTestIsSuspendedOnDemand(String flag) {
        assertThat(new TestJvm(List.of(flag)).handedOn(true))
                .containsExactly("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=localhost:0");
    }

    @Test
    void childOfATestThatIsNotDebuggedIsNotSuspended() {
        assertThat(new TestJvm(List.of("-Xmx1g")).handedOn(true)).isEmpty();
    }
}
