package io.forkedchild.dossier;

import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.ProcessFiles;
import io.forkedchild.process.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Asks a running JVM for its threads as {@code jcmd PID Thread.print} does, without starting one more JVM for that: a file beside it
 * and a SIGQUIT have HotSpot open a socket, which takes the command. A JVM that would not understand this, and would print its
 * threads to stdout or die, gets no signal.
 */
final class JvmTool {

    private static final Duration PAUSE = Duration.ofMillis(5);

    /** So long the file stays that keeps a slow JVM from printing its threads to stdout. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int MOST_BYTES = 4 << 20;
    private static final byte[] REQUEST = "1\0jcmd\0Thread.print\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern CAPABILITIES = Pattern.compile("sun\\.rt\\.jvmCapabilities\0+([01])");
    private static final String NO_ATTACH = "+DisableAttachMechanism";

    private final ProcessLook jvm;
    private final Path directory;
    private final Path temporary;
    private final String number;

    /** There is no answer, and why. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(String why) {
            super(why, null, false, false);
        }
    }

    JvmTool(ProcessLook jvm) {
        this.jvm = jvm;
        this.directory = Path.of("/proc", Integer.toString(jvm.pid()));
        this.temporary = isInOtherRoot() ? directory.resolve("root/tmp") : Path.of("/tmp");
        this.number = ProcessFiles.status(directory, "NSpid")
                .map(numbers -> numbers.replaceFirst(".*\\s", ""))
                .orElse(Integer.toString(jvm.pid()));
    }

    private boolean isInOtherRoot() {
        try {
            return !Files.readSymbolicLink(directory.resolve("root")).equals(Path.of("/"))
                    || !Files.readSymbolicLink(directory.resolve("ns/mnt"))
                            .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
        } catch (IOException notReadable) {
            return true;
        }
    }

    /** Whether a process is a JVM of the kind that is known here. */
    static boolean isJvm(ProcessLook process) {
        return process.nanosByThread().size() > 4
                && ProcessFiles.read(Path.of("/proc", process.pid() + "/maps")).contains("/server/libjvm.so");
    }

    /**
     * The threads as the JVM prints them.
     *
     * @throws Unanswered if it cannot be asked
     * @throws IOException if it does not answer as it should
     */
    String threads() throws Unanswered, IOException {
        var socket = temporary.resolve(".java_pid" + number);
        if (!Files.exists(socket)) {
            refuseIfUnsafe();
            wake(socket);
        }
        return ask(socket);
    }

    private void refuseIfUnsafe() throws Unanswered {
        if (jvm.state() == 'T' || jvm.state() == 't') {
            throw new Unanswered("it is stopped");
        }
        if (!ProcessLook.has(jvm.caught(), Signal.SIGQUIT.number())) {
            throw new Unanswered("it has just started, or has the option -Xrs");
        }
        if (!canAttach()) {
            throw new Unanswered("it does not let tools attach");
        }
    }

    /** A JVM says so in the file that jps reads; one without this file may say so in its command line or environment. */
    private boolean canAttach() {
        var told = CAPABILITIES.matcher(performanceData());
        if (told.find()) {
            return told.group(1).equals("1");
        }
        boolean hasArgumentFile = jvm.command().stream().anyMatch(word -> word.startsWith("@"));
        return !hasArgumentFile
                && !String.join(" ", jvm.command()).contains(NO_ATTACH)
                && !ProcessFiles.read(directory.resolve("environ")).contains(NO_ATTACH);
    }

    private String performanceData() {
        try (var users = Files.newDirectoryStream(temporary, "hsperfdata_*")) {
            for (var user : users) {
                if (Files.exists(user.resolve(number))) {
                    return new String(Files.readAllBytes(user.resolve(number)), StandardCharsets.ISO_8859_1);
                }
            }
        } catch (IOException unreadable) {
            // there is none
        }
        return "";
    }

    private void wake(Path socket) throws Unanswered, IOException {
        var file = temporary.resolve(".attach_pid" + number);
        try (var process = PidFd.open(jvm.pid())) {
            if (!isJvm(jvm)) {
                throw new Unanswered("it has ended");
            }
            Files.write(file, new byte[0]);
            try {
                process.signal(Signal.SIGQUIT.number());
                awaitSocket(socket, process);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (PosixException gone) {
            throw new Unanswered("it has ended, or takes no signal of the test");
        }
    }

    /** Goes on when nobody waits for the answer any more, since the signal must not find the file missing. */
    private static void awaitSocket(Path socket, PidFd process) throws Unanswered {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        boolean interrupted = false;
        while (!Files.exists(socket)) {
            interrupted |= Thread.interrupted();
            if (process.hasEnded() || System.nanoTime() > deadline) {
                throw new Unanswered("it has not answered");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        socket.toFile().deleteOnExit(); // a JVM that is killed leaves it
        if (interrupted) {
            throw new Unanswered("it was slow");
        }
    }

    private static String ask(Path socket) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var request = ByteBuffer.wrap(REQUEST);
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return answer(channel);
        }
    }

    private static String answer(SocketChannel channel) throws IOException {
        var answer = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(1 << 16);
        while (answer.size() < MOST_BYTES && channel.read(buffer) >= 0) {
            answer.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
