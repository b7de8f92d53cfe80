package io.forkedchild.await;

import io.forkedchild.text.EscapeSequences;

/** What a pattern is searched in. */
enum LineView {
    AS_WRITTEN {
        @Override
        Line of(Line line) {
            return line;
        }
    },
    WITHOUT_ANSI {
        @Override
        Line of(Line line) {
            return new Line(line.number(), EscapeSequences.removedFrom(line.text()));
        }
    };

    abstract Line of(Line line);
}
