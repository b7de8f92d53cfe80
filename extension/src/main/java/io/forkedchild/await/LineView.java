package io.forkedchild.await;

import io.forkedchild.text.EscapeSequences;
import io.forkedchild.text.Lines.Line;

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
            return new Line(EscapeSequences.removedFrom(line.text()), line.end());
        }
    };

    abstract Line of(Line line);
}
