package io.forkedchild.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of {@code docs/reference.md}. */
final class ReferencePage {

    private static final Path PAGE = Path.of("../docs/reference.md");
    private static final Pattern NAME = Pattern.compile("`@?([\\w.]+)[^`]*`");

    private final List<String> lines;

    private ReferencePage(List<String> lines) {
        this.lines = lines;
    }

    static ReferencePage read() throws IOException {
        return new ReferencePage(Files.readAllLines(PAGE));
    }

    /** The rows of the section whose heading ends with the name of the class. */
    List<List<String>> rowsAbout(String className) {
        return rows(heading -> heading.endsWith("`" + className + "`"));
    }

    /** The rows of the section whose heading begins like this. */
    List<List<String>> rowsOf(String beginning) {
        return rows(heading -> heading.startsWith("## " + beginning));
    }

    private List<List<String>> rows(Predicate<String> heading) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith("## ") || !heading.test(line))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(ReferencePage::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("\\|"))
                .map(String::strip)
                .toList();
    }

    /** The names in the first cell of each row: {@code killedBy} of {@code `killedBy(signal)`}. */
    static Set<String> names(List<List<String>> rows) {
        return names(rows, 0);
    }

    static Set<String> names(List<List<String>> rows, int cell) {
        return namesIn(rows.stream().map(cells -> cells.get(cell)));
    }

    private static Set<String> namesIn(Stream<String> cells) {
        var names = new TreeSet<String>();
        cells.flatMap(cell -> NAME.matcher(cell).results()).forEach(name -> names.add(name.group(1)));
        return names;
    }
}
