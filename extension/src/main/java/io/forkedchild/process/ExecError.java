package io.forkedchild.process;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why {@code exec} or {@code execFile} failed: what Node's callback gets as its error.
 *
 * @param message one line, and after a failed command all of its stderr
 * @param code with which the child exited; empty if it did not, and after too much output or an abort
 * @param errnoCode {@code ENOENT} and the like if there never was a child, {@code ERR_CHILD_PROCESS_STDIO_MAXBUFFER} after
 *     too much output, {@code ABORT_ERR} after an abort
 * @param killed whether the test or the timeout sent a signal to the child, whatever it died of
 * @param signal that ended the child; empty for a real-time signal, which the child's exit status has
 * @param cmd the command, or file and arguments joined by spaces
 */
public record ExecError(
        String message,
        OptionalInt code,
        Optional<String> errnoCode,
        boolean killed,
        Optional<Signal> signal,
        String cmd) {}
