package io.forkedchild.channel;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Stdio;
import io.forkedchild.timeline.Event;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Children with a channel on descriptor 3, and what is told of them. */
final class ChannelChildren {

    static final Stdio PIPE = Stdio.pipe();
    static final SpawnOptions OPTIONS = SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc());

    private ChannelChildren() {}

    static ForkedChild shell(ForkedChildren children, String script) {
        return children.with(OPTIONS).spawn("sh", "-c", script);
    }

    /** A Node child that runs a fixture. */
    static ForkedChild node(ForkedChildren children, String fixture, String... args) {
        var command = new ArrayList<>(List.of(fixture(fixture)));
        command.addAll(List.of(args));
        return children.with(OPTIONS).spawn("node", command.toArray(String[]::new));
    }

    /** A file of this package's test resources. */
    static String fixture(String name) {
        var resource = "channel/" + name;
        var found =
                Objects.requireNonNull(ChannelChildren.class.getClassLoader().getResource(resource), resource);
        try {
            return Path.of(found.toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static List<String> textsOf(ForkedChild child) {
        return child.messages().stream().map(Message::text).toList();
    }

    static List<String> errorsOf(ForkedChild child) {
        return child.timeline()
                .every(Event.ErrorRaised.class)
                .map(Event.ErrorRaised::code)
                .toList();
    }

    /** The texts of its errors with that code. */
    static List<String> errorTextsOf(ForkedChild child, String code) {
        return child.timeline()
                .every(Event.ErrorRaised.class)
                .filter(error -> error.code().equals(code))
                .map(Event.ErrorRaised::text)
                .toList();
    }

    /** The kinds of its events, neighbours of a kind as one. */
    static List<String> storyOf(ForkedChild child) {
        var kinds = new ArrayList<String>();
        for (var event : child.timeline().events()) {
            var kind = event.getClass().getSimpleName();
            if (kinds.isEmpty() || !kinds.get(kinds.size() - 1).equals(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }
}
