package io.forkedchild.handles;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.ReceivedHandle;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.timeline.Event;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Children that are given handles or give some, and what is told of them. */
final class HandleChildren {

    static final String ACK = "{\"cmd\":\"NODE_HANDLE_ACK\"}\n";
    static final String NACK = "{\"cmd\":\"NODE_HANDLE_NACK\"}\n";

    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
    /** Prints what it reads from its channel, writes its input to its channel, and ends with its input. */
    private static final String RELAY = "cat <&3 & cat >&3; kill $!";

    private HandleChildren() {}

    /** A Node child that runs a fixture. */
    static ForkedChild node(ForkedChildren children, Serialization mode, String fixture, String... args) {
        return children.with(ForkOptions.defaults().silent(true).serialization(mode))
                .fork(fixture(fixture), args);
    }

    /** The channel of this child is in the test's hand: what it prints came over it, what it reads goes over it. */
    static ForkedChild relay(ForkedChildren children) {
        return shell(children, RELAY);
    }

    static ForkedChild shell(ForkedChildren children, String script) {
        return children.with(CHANNEL).spawn("sh", "-c", script);
    }

    /** A child that passes descriptors in ways in which Node does not. */
    static ForkedChild passer(ForkedChildren children, String... way) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(DescriptorPasser.class.getName());
        command.addAll(List.of(way));
        return children.with(CHANNEL).spawn(java, command.toArray(String[]::new));
    }

    private static String fixture(String name) {
        var resource = "handles/" + name;
        var found = Objects.requireNonNull(HandleChildren.class.getClassLoader().getResource(resource), resource);
        try {
            return Path.of(found.toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What came with its message of that number, from 0. */
    static ReceivedHandle handleOf(ForkedChild child, int message) {
        return Await.messages(child, message + 1)
                .messages()
                .get(message)
                .handle()
                .orElseThrow(
                        () -> new AssertionError("no handle came with message " + message + "\n" + child.timeline()));
    }

    static List<String> textsOf(ForkedChild child) {
        return child.messages().stream().map(Message::text).toList();
    }

    /** Its message of that number, from 0. */
    static Message messageOf(ForkedChild child, int message) {
        return Await.messages(child, message + 1).messages().get(message);
    }

    static ForkedChild awaitError(ForkedChild child, String code) {
        return Await.until(child, () -> errorsOf(child).contains(code));
    }

    static List<String> errorsOf(ForkedChild child) {
        return errors(child).map(Event.ErrorRaised::code).toList();
    }

    static String onlyErrorOf(ForkedChild child) {
        var texts =
                errors(child).map(error -> error.code() + " " + error.text()).toList();
        if (texts.size() != 1) {
            throw new AssertionError("not one error: " + texts);
        }
        return texts.get(0);
    }

    private static Stream<Event.ErrorRaised> errors(ForkedChild child) {
        return child.timeline().every(Event.ErrorRaised.class);
    }
}
