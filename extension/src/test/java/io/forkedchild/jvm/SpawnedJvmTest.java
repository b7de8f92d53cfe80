package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that somebody has started with a channel, and without a flag of ours. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class SpawnedJvmTest {

    private static final Stdio PIPE = Stdio.pipe();
    private static final SpawnOptions WITH_CHANNEL = SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc());

    @ParameterizedTest
    @MethodSource("io.forkedchild.jvm.Jvms#all")
    void everyJvmCanTalkToItsParent(String java, ForkedChildren children) {
        var child = children.with(WITH_CHANNEL).spawn(java, java(Echoes.class).toArray(String[]::new));

        child.send(List.of(1, "é"));

        assertThat(child).sentMessage(List.of(1, "é"));
        child.disconnect();
        assertThat(child).exitedWith(0).stderr().isEmpty();
    }

    @Test
    void advancedMessagesAreUnderstood(ForkedChildren children) {
        var options = WITH_CHANNEL.serialization(Serialization.ADVANCED);
        var child = children.with(options).spawn(Jvms.own(), java(Echoes.class).toArray(String[]::new));

        child.send(Map.of("date", Instant.EPOCH));

        assertThat(child).sentMessage(Map.of("date", Instant.EPOCH));
    }

    @Test
    void withoutTheUnsupportedModuleAFlagIsNeeded(ForkedChildren children) {
        var flags = List.of("--limit-modules", "java.base", "-cp", System.getProperty("java.class.path"));
        var open = List.of(
                "--add-opens", "java.base/java.io=ALL-UNNAMED", "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED");

        var closed = children.with(WITH_CHANNEL)
                .spawn(
                        Jvms.own(),
                        joined(flags, List.of(Sends.class.getName(), "x")).toArray(String[]::new));
        var opened = children.with(WITH_CHANNEL)
                .spawn(
                        Jvms.own(),
                        joined(flags, joined(open, List.of(Sends.class.getName(), "x")))
                                .toArray(String[]::new));

        assertThat(closed)
                .exitedWith(1)
                .stderr()
                .contains("descriptor 3 cannot be opened; start this JVM with --add-opens");
        assertThat(opened).sentMessage(List.of("x")).exitedWith(0);
    }

    @Test
    void jvmWithoutAChannelIsToldSo(ForkedChildren children) {
        var child = children.with(SpawnOptions.defaults())
                .spawn(Jvms.own(), java(Sends.class).toArray(String[]::new));

        assertThat(child).exitedWith(1).stderr().contains("this JVM has no channel to a parent");
    }

    @Test
    void channelThatWasNotHandedOnIsToldSo(ForkedChildren children) {
        var misled = children.with(SpawnOptions.defaults())
                .spawn(
                        "env",
                        joined(List.of("NODE_CHANNEL_FD=2", Jvms.own()), java(Sends.class))
                                .toArray(String[]::new));

        assertThat(misled)
                .exitedWith(1)
                .stderr()
                .contains("NODE_CHANNEL_FD: must be the number of an inherited socket");
    }

    private static List<String> java(Class<?> main) {
        return List.of("-cp", System.getProperty("java.class.path"), main.getName());
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
