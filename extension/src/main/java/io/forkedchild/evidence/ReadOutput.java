package io.forkedchild.evidence;

import io.forkedchild.evidence.OutputLine.Kind;
import io.forkedchild.text.EscapeSequences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of output with what each of them says, which partly depends on the lines before it. */
final class ReadOutput {

    private static final Pattern CARETS = Pattern.compile("^\\s*[~^]*\\^[~^]*\\s*$");
    private static final Pattern MESSAGE_FOLLOWS = Pattern.compile("\\bpanicked at .*:$|^Description:$");

    /** Longer lines are neither of these. */
    private static final int LONGEST = 1024;

    /** Fewer equal lines in a row are shown. */
    private static final int MOST_EQUAL = 2;

    private final List<String> raw;
    private final List<String> lines;
    private final List<OutputLine> read = new ArrayList<>();
    private boolean messageFollows;

    private ReadOutput(List<String> raw) {
        this.raw = raw;
        this.lines = raw.stream().map(EscapeSequences::removedFrom).toList();
    }

    static List<OutputLine> lines(List<String> raw) {
        var output = new ReadOutput(raw);
        output.read();
        return output.read;
    }

    private void read() {
        for (int i = 0; i < lines.size(); ) {
            int height = StackOfCalls.height(lines, i);
            if (height > 0) {
                frame(i, height);
                i += height;
            } else {
                i = line(i);
            }
        }
    }

    private void frame(int from, int height) {
        for (int i = from; i < from + height; i++) {
            read.add(OutputLine.frame(raw.get(i), i == from ? StackOfCalls.count(lines.get(i)) : 0));
        }
        messageFollows = StackOfCalls.isOfPython(lines.get(from));
    }

    /** Adds the line, once for all that are equal to it; returns where the next one is. */
    private int line(int at) {
        var line = lines.get(at);
        var kind = Complaint.kind(line);
        boolean isMessage = messageFollows && !line.isBlank() && kind != Kind.CAUSE;
        var shown = OutputLine.of(raw.get(at), isMessage ? Kind.EXCEPTION : kind);
        messageFollows = (messageFollows && line.isBlank())
                || (line.length() <= LONGEST
                        && (CARETS.matcher(line).find()
                                || MESSAGE_FOLLOWS.matcher(line).find()));
        int end = at + 1;
        while (end < raw.size() && raw.get(end).equals(raw.get(at))) {
            end++;
        }
        int equal = end - at;
        if (equal > MOST_EQUAL && !line.isBlank()) {
            read.add(shown.repeated(equal - 1));
            return end;
        }
        read.add(shown);
        return at + 1;
    }
}
