package io.forkedchild.text;

/** The sentence of a launch that has failed, {@code spawn nod ENOENT (No such file or directory); cwd=/shop, PATH=/bin:/usr/bin}, in parts. */
public final class FailedSpawn {

    private static final String CWD = "; cwd=";
    private static final String PATH = ", PATH=";
    private static final int LONGEST_PATH = 240;

    private FailedSpawn() {}

    /** What was tried and what came back. */
    public static String what(String sentence) {
        int cwd = sentence.lastIndexOf(CWD);
        return cwd < 0 ? sentence : sentence.substring(0, cwd);
    }

    /** As {@link #what}, and where it was searched; of a long path, without its middle. */
    public static String whatAndWhere(String sentence) {
        int path = sentence.lastIndexOf(PATH);
        return what(sentence) + (path < 0 ? "" : "; PATH=" + withoutMiddle(sentence.substring(path + PATH.length())));
    }

    private static String withoutMiddle(String path) {
        if (path.length() <= LONGEST_PATH) {
            return path;
        }
        int end = path.lastIndexOf(':', LONGEST_PATH * 2 / 3);
        int begin = path.indexOf(':', path.length() - LONGEST_PATH / 3);
        return path.substring(0, end < 0 ? LONGEST_PATH * 2 / 3 : end + 1)
                + Marks.CUT
                + path.substring(begin < 0 ? path.length() - LONGEST_PATH / 3 : begin);
    }
}
