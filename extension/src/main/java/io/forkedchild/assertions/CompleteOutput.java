package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** All that a child writes to one of its descriptors, or to several. */
final class CompleteOutput {

    private final ForkedChild child;
    private final List<Integer> descriptors;

    CompleteOutput(ForkedChild child, Integer... descriptors) {
        this.child = child;
        this.descriptors = List.of(descriptors);
    }

    /** Whether at least one of the descriptors is recorded. */
    Verdict lookForStreams() {
        var refusals = new ArrayList<String>();
        return streams(refusals).isEmpty()
                ? Verdict.fails(() -> new Reason(child.name() + " has no such output", refusals.get(0)))
                : Verdict.HOLDS;
    }

    /** Whether all streams have ended. */
    Verdict lookForEnd() {
        var open = streams().stream().filter(stream -> !stream.hasEnded()).toList();
        if (open.isEmpty()) {
            return lookForStreams();
        }
        return Verdict.missing(() -> new Reason(
                names(open) + (open.size() == 1 ? " has" : " have") + " not ended", States.of(child), details()));
    }

    private List<String> details() {
        return child.exitStatus().isPresent()
                ? Processes.startedBy(child)
                : List.of("for what a running child has written, see awaitStdout and assertThatNow");
    }

    /** The text up to now. */
    String text() {
        var streams = streams();
        return switch (streams.size()) {
            case 0 -> "";
            case 1 -> streams.get(0).text();
            default -> interleaved();
        };
    }

    private String interleaved() {
        var text = new StringBuilder();
        var decoders = new LinkedHashMap<Integer, Utf8Chunks>();
        child.timeline()
                .every(Event.Output.class)
                .filter(chunk -> descriptors.contains(chunk.descriptor()))
                .forEach(chunk -> text.append(decoders.computeIfAbsent(chunk.descriptor(), each -> new Utf8Chunks())
                        .decode(chunk.bytes().bytes())));
        decoders.values().forEach(decoder -> text.append(decoder.rest()));
        return text.toString();
    }

    private List<Output> streams() {
        return streams(new ArrayList<>());
    }

    private List<Output> streams(List<String> refusals) {
        var streams = new ArrayList<Output>();
        for (int descriptor : descriptors) {
            try {
                streams.add(child.stdio(descriptor));
            } catch (IllegalStateException notRecorded) {
                refusals.add(String.valueOf(notRecorded.getMessage()));
            }
        }
        return streams;
    }

    @Override
    public String toString() {
        return names(streams());
    }

    private static String names(List<Output> streams) {
        return streams.stream().map(Output::toString).collect(Collectors.joining(" and "));
    }
}
