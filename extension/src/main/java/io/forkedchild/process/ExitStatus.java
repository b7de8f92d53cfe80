package io.forkedchild.process;

import io.forkedchild.text.Check;
import java.util.Optional;

/** How a child ended, as the kernel reported it: {@code exit 143} and death by SIGTERM are different. */
public sealed interface ExitStatus {

    /** The child ended by itself, with a code from 0 to 255. */
    record Exited(int code) implements ExitStatus {

        public Exited {
            Check.that(code >= 0 && code <= 255, "code", "must be from 0 to 255", code);
        }

        @Override
        public String toString() {
            return "exited with code " + code;
        }
    }

    /** A signal ended the child; the number may be a real-time one, which {@link Signal} does not name. */
    record Killed(int signalNumber, boolean coreDumped) implements ExitStatus {

        public Killed {
            Check.that(signalNumber > 0, "signalNumber", "must be positive", signalNumber);
        }

        /** The signal; empty for a real-time one. */
        public Optional<Signal> signal() {
            return Signal.of(signalNumber);
        }

        @Override
        public String toString() {
            return "killed by " + Signal.nameOf(signalNumber) + (coreDumped ? " (core dumped)" : "");
        }
    }

    /**
     * There never was a child.
     *
     * @param errno the name of the error: {@code ENOENT}
     * @param call what was tried: {@code spawn nope}
     */
    record NotStarted(String errno, String call) implements ExitStatus {

        public NotStarted {
            Check.given("errno", errno);
            Check.given("call", call);
        }

        @Override
        public String toString() {
            return "never started: " + call + " " + errno;
        }
    }
}
