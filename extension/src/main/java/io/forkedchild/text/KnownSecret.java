package io.forkedchild.text;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One form of a secret in a text that may be cut or broken into lines. */
final class KnownSecret {

    /** A shorter secret would be found in words that have nothing to do with it. */
    static final int SHORTEST = 6;

    private static final int LEAST_BEFORE_CUT = 4;
    private static final int LONGEST_PART = 80;

    /** Where a line goes on in the next one: plain, or in a command that can be pasted. */
    private static final Pattern BREAK = Pattern.compile("'?\\\\\\n(?:\\$?')?|[ \\t]*\\n[ \\t]*");

    private final String form;

    KnownSecret(String form) {
        this.form = form;
    }

    /** The forms in which parts of a secret come; none if it is too short. Of several lines, each is a secret of its own. */
    static Set<String> forms(String secret) {
        var forms = new LinkedHashSet<String>();
        Stream.concat(Stream.of(secret), secret.lines())
                .map(String::strip)
                .filter(line -> !line.startsWith("-----"))
                .flatMap(KnownSecret::parts)
                .filter(part -> part.length() >= SHORTEST)
                .flatMap(part -> Stream.of(
                        part,
                        Printable.of(part),
                        Printable.of(part.replace("\\", "\\\\").replace("\"", "\\\"")),
                        part.replace("'", "'\\''")))
                .flatMap(part -> Stream.of(part, Marks.spelled(part)))
                .forEach(forms::add);
        return forms;
    }

    private static Stream<String> parts(String line) {
        int parts = Math.max(1, line.length() / LONGEST_PART);
        int size = (line.length() + parts - 1) / parts;
        return Stream.iterate(0, from -> from < line.length(), from -> from + size)
                .map(from -> line.substring(from, Math.min(line.length(), from + size)));
    }

    /** Tells where the secret ends that begins there, whole, broken into lines or cut; -1 if it does not begin there. */
    int endAt(String text, int from) {
        int at = from;
        for (int i = 0; i < form.length(); i++) {
            if (at >= text.length() || text.charAt(at) != form.charAt(i)) {
                int behind = i == 0 ? at : behindBreak(text, at);
                if (behind == at || behind >= text.length() || text.charAt(behind) != form.charAt(i)) {
                    return i >= LEAST_BEFORE_CUT && isCut(text, at) ? at : -1;
                }
                at = behind;
            }
            at++;
        }
        return at;
    }

    private static int behindBreak(String text, int at) {
        var gap = BREAK.matcher(text).region(at, text.length());
        return gap.lookingAt() ? gap.end() : at;
    }

    private static boolean isCut(String text, int at) {
        return text.startsWith("…", at) || text.startsWith("...", at);
    }

    char first() {
        return form.charAt(0);
    }

    int length() {
        return form.length();
    }
}
