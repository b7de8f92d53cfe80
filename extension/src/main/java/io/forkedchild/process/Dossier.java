package io.forkedchild.process;

import java.util.List;

/**
 * What a running child was doing when it was looked at: whether it runs or waits, in which system call and for what, the processor
 * time that it uses, its signals, the processes that it has started, its open files, and the threads of a JVM. It consists of
 * sentences for people; their wording may change.
 *
 * @param summary the most important facts in one to four texts, which are part of each failure of a child that still runs
 * @param details all of them, one sentence a line, beginning with the process
 */
public record Dossier(List<String> summary, List<String> details) {

    /** Keeps copies of the lists. */
    public Dossier {
        summary = List.copyOf(summary);
        details = List.copyOf(details);
    }

    /** The details, one a line. */
    @Override
    public String toString() {
        return String.join("\n", details);
    }
}
