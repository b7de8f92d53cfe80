package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.process.Signal;

/**
 * A key of a terminal, as far as it means something to a program whose stdin is a pipe. No terminal stands between, so that each key
 * does what a terminal makes of it.
 */
public enum Key {
    /** Writes a newline. */
    ENTER {
        @Override
        void press(ForkedChild child) {
            child.stdin().write("\n");
        }
    },
    /** Sends SIGINT to the child and to what it has started in its process group: {@link ForkedChild#killGroup}. */
    CTRL_C {
        @Override
        void press(ForkedChild child) {
            child.killGroup(Signal.SIGINT);
        }
    },
    /** Ends stdin: the child reads end of file, and nothing can be typed any more. */
    CTRL_D {
        @Override
        void press(ForkedChild child) {
            child.stdin().end();
        }
    };

    abstract void press(ForkedChild child);
}
