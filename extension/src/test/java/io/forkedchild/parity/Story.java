package io.forkedchild.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** What a child did until its close, from either side; neighbours of a kind are one event. */
record Story(
        List<String> events,
        String stdout,
        String stderr,
        List<String> messages,
        OptionalInt code,
        Optional<String> signal) {

    static Story of(JsonNode node) {
        var code = node.get("code");
        var signal = node.get("signal");
        return new Story(
                texts(node.get("events")),
                node.get("stdout").asText(),
                node.get("stderr").asText(),
                texts(node.get("messages")),
                code.isNull() || code.asInt() < 0 ? OptionalInt.empty() : OptionalInt.of(code.asInt()),
                signal.isNull() ? Optional.empty() : Optional.of(signal.asText()));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Waits for the close. */
    static Story of(ForkedChild child) {
        Await.until(child, () -> child.timeline().first(Event.Closed.class).isPresent());
        return new Story(
                events(child),
                recorded(child, 1),
                recorded(child, 2),
                child.messages().stream().map(Message::text).toList(),
                child.exitCode(),
                child.signalCode().map(Signal::name));
    }

    private static String recorded(ForkedChild child, int descriptor) {
        try {
            return child.output(descriptor).text();
        } catch (IllegalStateException notRecorded) {
            return "";
        }
    }

    static List<String> events(ForkedChild child) {
        var names = new ArrayList<String>();
        child.timeline().events().stream()
                .flatMap(event -> name(event).stream())
                .forEach(name -> {
                    if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
                        names.add(name);
                    }
                });
        return names;
    }

    /** Node's name for the event; none for what the test did. */
    private static Optional<String> name(Event event) {
        if (event instanceof Event.Output output) {
            return Optional.of(output.descriptor() == 1 ? "stdout" : "stderr");
        }
        if (event instanceof Event.SpawnFailed || event instanceof Event.ErrorRaised) {
            return Optional.of("error");
        }
        if (event instanceof Event.Input || event instanceof Event.MessageSent || event instanceof Event.SignalSent) {
            return Optional.empty();
        }
        return nameOfState(event);
    }

    private static Optional<String> nameOfState(Event event) {
        if (event instanceof Event.Spawned) {
            return Optional.of("spawn");
        }
        if (event instanceof Event.MessageReceived received) {
            return received.internal() ? Optional.empty() : Optional.of("message");
        }
        if (event instanceof Event.Disconnected) {
            return Optional.of("disconnect");
        }
        if (event instanceof Event.Exited) {
            return Optional.of("exit");
        }
        return event instanceof Event.Closed ? Optional.of("close") : Optional.empty();
    }
}
