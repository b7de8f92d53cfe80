package io.forkedchild.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.launch.OutputLimit;
import io.forkedchild.process.ExecError;
import io.forkedchild.process.ExecResult;
import io.forkedchild.process.ExitStatus;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the result of {@code exec} and {@code execFile} from what came out of the child. */
record BufferedResult(OutputLimit limit) {

    /** The child ended, or never started. A timeout is nothing else: it makes {@code killed} true. */
    ExecResult ended(ExitStatus status, boolean killed, byte[] stdout, byte[] stderr) {
        byte[] kept = cut(stderr);
        return new ExecResult(
                error(status, killed, new String(kept, limit.encoding().orElse(UTF_8))),
                cut(stdout),
                kept,
                limit.encoding());
    }

    /** The stream, {@code stdout} or {@code stderr}, became longer than the limit. */
    ExecResult overflowed(String stream, byte[] stdout, byte[] stderr) {
        String message = stream + " maxBuffer length exceeded";
        return failed(named(message, "ERR_CHILD_PROCESS_STDIO_MAXBUFFER"), stdout, stderr);
    }

    /** The abort signal was aborted; the child may still run. */
    ExecResult aborted(Optional<String> reason, byte[] stdout, byte[] stderr) {
        String message =
                "The operation was aborted" + reason.map(text -> ": " + text).orElse("");
        return failed(named(message, "ABORT_ERR"), stdout, stderr);
    }

    private ExecResult failed(ExecError error, byte[] stdout, byte[] stderr) {
        return new ExecResult(Optional.of(error), cut(stdout), cut(stderr), limit.encoding());
    }

    private Optional<ExecError> error(ExitStatus status, boolean killed, String stderr) {
        String message = "Command failed: " + limit.command() + "\n" + stderr;
        if (status instanceof ExitStatus.NotStarted never) {
            return Optional.of(named(never.call() + " " + never.errno(), never.errno()));
        }
        if (status instanceof ExitStatus.Killed death) {
            return Optional.of(new ExecError(
                    message, OptionalInt.empty(), Optional.empty(), killed, death.signal(), limit.command()));
        }
        int code = ((ExitStatus.Exited) status).code();
        return code == 0
                ? Optional.empty()
                : Optional.of(new ExecError(
                        message, OptionalInt.of(code), Optional.empty(), killed, Optional.empty(), limit.command()));
    }

    private ExecError named(String message, String errnoCode) {
        return new ExecError(
                message, OptionalInt.empty(), Optional.of(errnoCode), false, Optional.empty(), limit.command());
    }

    /** The limit counts bytes, but text is cut after as many characters: so does Node. */
    private byte[] cut(byte[] output) {
        if (output.length <= limit.maxBuffer()) {
            return output;
        }
        int most = (int) limit.maxBuffer();
        return Arrays.copyOf(
                output,
                limit.encoding().map(charset -> bytesOf(most, output, charset)).orElse(most));
    }

    private static int bytesOf(int characters, byte[] output, Charset charset) {
        ByteBuffer bytes = ByteBuffer.wrap(output);
        charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(bytes, CharBuffer.allocate(characters), true);
        return bytes.position();
    }
}
