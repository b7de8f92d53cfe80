package io.forkedchild.evidence;

import io.forkedchild.process.Signal;
import io.forkedchild.text.Printable;
import io.forkedchild.text.ShellCommand;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells why a child still runs: it is stopped, it does not take the signal that it was sent, or it listens for messages. */
final class KeptAlive {

    private static final int COMMAND_CHARACTERS = 60;

    /** Signals that end nobody who has not asked for them: signal(7). */
    private static final Set<Integer> HARMLESS = Set.of(17, 18, 19, 20, 21, 22, 23, 28);

    /** The numbers of read, recvfrom and recvmsg on x86-64 and aarch64. */
    private static final Set<String> READS = Set.of("0", "45", "47", "63", "207", "212");

    private final ChildSnapshot child;
    private final KernelView kernel;

    private KeptAlive(ChildSnapshot child, KernelView kernel) {
        this.child = child;
        this.kernel = kernel;
    }

    // ---- signals

    /** What has become of the signals of the test. */
    static List<String> signals(ChildSnapshot child) {
        return running(child).map(KeptAlive::signals).orElse(List.of());
    }

    private static Optional<KeptAlive> running(ChildSnapshot child) {
        return child.isRunning() ? child.kernel().map(kernel -> new KeptAlive(child, kernel)) : Optional.empty();
    }

    private List<String> signals() {
        if (kernel.state() == 'T') {
            return List.of(
                    "it is stopped, as by SIGSTOP: until SIGCONT it does nothing, and takes no signal but SIGKILL");
        }
        if (kernel.state() == 't') {
            return List.of("it is stopped by a debugger, or something else that traces it");
        }
        return child.timeline().events().stream()
                .filter(event -> event.child().equals(child.name()))
                .filter(Event.SignalSent.class::isInstance)
                .map(Event.SignalSent.class::cast)
                .filter(signal -> signal.delivered() && signal.number() > 0 && !HARMLESS.contains(signal.number()))
                .map(Event.SignalSent::number)
                .distinct()
                .flatMap(number -> fate(number).stream())
                .toList();
    }

    private Optional<String> fate(int number) {
        var name = Signal.nameOf(number);
        if (kernel.has(KernelView::pending, number) && kernel.has(KernelView::blocked, number)) {
            return Optional.of("it blocks " + name + ", which waits until it does not any more");
        }
        if (kernel.has(KernelView::ignored, number)) {
            return Optional.of("it ignores " + name + ", by itself or as whatever has started it did");
        }
        if (kernel.has(KernelView::caught, number)) {
            return Optional.of(foreground()
                    .map(program -> "a shell runs its trap for " + name + " only when its foreground program has ended,"
                            + " which is " + program + "; 'program & wait $!' has it run at once")
                    .orElse("it catches " + name + ": a handler of its own decides whether and when it ends"));
        }
        return Optional.empty();
    }

    /** What a shell waits for. In the background, where a shell does not wait, programs ignore SIGINT and SIGQUIT. */
    private Optional<String> foreground() {
        return isShell(kernel)
                ? kernel.started().stream()
                        .filter(program ->
                                isForeground(program) && !program.command().isEmpty())
                        .map(KernelView::command)
                        .map(command -> Printable.of(ShellCommand.of(command, COMMAND_CHARACTERS)))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isShell(KernelView process) {
        return process.command().stream()
                .limit(1)
                .anyMatch(program -> NodeProgram.SHELL.matcher(program).matches());
    }

    private boolean isForeground(KernelView program) {
        return Stream.of(Signal.SIGINT, Signal.SIGQUIT)
                .map(Signal::number)
                .anyMatch(
                        number -> !program.has(KernelView::ignored, number) || kernel.has(KernelView::ignored, number));
    }

    // ---- messages

    /** Whether a listener for messages may be what it runs for. */
    static Optional<String> listener(ChildSnapshot child) {
        return child.isConnected() && child.threads().isEmpty()
                ? running(child).flatMap(KeptAlive::listener)
                : Optional.empty();
    }

    private Optional<String> listener() {
        if (kernel.state() != 'S') {
            return Optional.empty();
        }
        if (child.plan().jvm().isPresent()) {
            return child.hasReturned()
                    ? Optional.of("main has returned: if the program listens for messages, it runs until the channel is"
                            + " closed; disconnect() closes it")
                    : Optional.empty();
        }
        if (readsChannel()) {
            return Optional.of("it waits for a message: disconnect() closes the channel, and ends that wait");
        }
        return NodeProgram.isNamed(kernel.command().stream().findFirst().orElse(""))
                ? Optional.of("a Node program that listens for messages runs until the channel is closed: disconnect()"
                        + " closes it")
                : Optional.empty();
    }

    private boolean readsChannel() {
        var words = kernel.call().split(" ", -1);
        return words.length > 1
                && READS.contains(words[0])
                && words[1].equals(
                        "0x" + Integer.toHexString(child.plan().channelIndex().orElseThrow()));
    }
}
