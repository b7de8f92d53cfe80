package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.text.HeapLimit;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that a child writes to one of its descriptors, or to several. */
final class CompleteOutput {

    /** How long the loop may take to end a turn. */
    private static final Duration BOUND = Duration.ofSeconds(1);

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
        return lookForEnd("");
    }

    /** @param assertion which looks at all of it, for the sentence of a failure; may be empty */
    Verdict lookForEnd(String assertion) {
        if (ChildSentences.hasNeverStarted(child)) {
            return Verdict.fails(() -> new Reason(child.name() + " has written nothing", ChildSentences.of(child)));
        }
        var open = streams().stream().filter(stream -> !stream.hasEnded()).toList();
        if (open.isEmpty()) {
            return lookForWhole();
        }
        return Verdict.missing(() -> new Reason(
                names(open) + (open.size() == 1 ? " has" : " have") + " not ended",
                ChildSentences.of(child)
                        + (assertion.isEmpty() ? "" : ", and " + assertion + " looks at all that it writes"),
                details()));
    }

    /** Whether all of it is there, or nothing can come: then no assertion has to wait. */
    boolean isDecided() {
        return streams().isEmpty()
                || ChildSentences.hasNeverStarted(child)
                || lookForEnd().holds();
    }

    private Verdict lookForWhole() {
        for (var stream : streams()) {
            if (stream.cut().isPresent()) {
                return Verdict.fails(() -> notComplete(stream));
            }
        }
        return lookForStreams();
    }

    private Reason notComplete(Output stream) {
        ChildSentences.awaitExit(child);
        return new Reason(
                stream + " is not complete",
                stream.cut().orElseThrow(),
                List.of("for what there is, see assertThatNow, and result() of exec and execFile"));
    }

    private List<String> details() {
        return child.exitStatus().isPresent()
                ? DescendantLines.startedBy(child)
                : List.of("contains and its like do not wait for the end; see also awaitStdout and assertThatNow");
    }

    /** Whether all streams have ended. */
    boolean hasEnded() {
        return streams().stream().allMatch(Output::hasEnded);
    }

    /** Bytes so far. */
    long length() {
        return streams().stream().mapToLong(Output::length).sum();
    }

    /** The stream, if it is one. */
    Optional<Output> single() {
        var streams = streams();
        return streams.size() == 1 ? Optional.of(streams.get(0)) : Optional.empty();
    }

    /** What is there up to now. */
    WrittenOutput written() {
        var streams = streams();
        if (streams.size() == 1 && !HeapLimit.isShort(streams.get(0).textLength())) {
            return WrittenOutput.ofLong(streams.get(0));
        }
        HeapLimit.requireRoomForSeveral(names(streams), length(), "one by one with stdout() and stderr()");
        return WrittenOutput.of(names(streams), streams.size() > 1 ? interleaved(streams) : whole(streams));
    }

    private static List<WrittenOutput.Part> whole(List<Output> streams) {
        return streams.stream().map(WrittenOutput.Part::whole).toList();
    }

    private List<WrittenOutput.Part> interleaved(List<Output> streams) {
        streams.forEach(Output::stream); // refuses one that could not be recorded completely
        awaitEvents(streams);
        return child.timeline()
                .every(Event.Output.class)
                .flatMap(chunk -> streams.stream()
                        .filter(stream -> stream.descriptor() == chunk.descriptor())
                        .map(stream -> WrittenOutput.Part.of(stream, chunk)))
                .toList();
    }

    /** Bytes are there a moment before their event: waits for the events of all that the streams show already. */
    private void awaitEvents(List<Output> streams) {
        var shown = streams.stream().collect(Collectors.toMap(Output::descriptor, Output::textLength));
        child.inspection()
                .holdsWithin(
                        BOUND,
                        () -> shown.entrySet().stream().allMatch(each -> recorded(each.getKey()) >= each.getValue()));
    }

    private long recorded(int descriptor) {
        return child.timeline()
                .every(Event.Output.class)
                .filter(chunk -> chunk.descriptor() == descriptor)
                .mapToLong(chunk -> chunk.bytes().to())
                .max()
                .orElse(0);
    }

    private List<Output> streams() {
        return streams(new ArrayList<>());
    }

    private List<Output> streams(List<String> refusals) {
        var streams = new ArrayList<Output>();
        for (int descriptor : descriptors) {
            try {
                streams.add(child.output(descriptor));
            } catch (IllegalStateException notRecorded) {
                refusals.add(String.valueOf(notRecorded.getMessage()));
            }
        }
        return streams;
    }

    private static String names(List<Output> streams) {
        return streams.stream().map(Output::toString).collect(Collectors.joining(" and "));
    }
}
