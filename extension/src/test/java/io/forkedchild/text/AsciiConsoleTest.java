package io.forkedchild.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failure in a JVM whose locale has nothing but ASCII, as in a container without {@code LANG}. */
class AsciiConsoleTest {

    /** Prints the evidence of a child. */
    public static final class Prints {

        public static void main(String[] args) {
            try (var children = ForkedChildren.open()) {
                var child = children.spawn("sh", "-c", "cat; seq 1000; printf 'f\\303\\274r\\n' >&2", "\u00fc");
                child.stdin().write("one\n");
                child.stdin().end();
                child.inspection().holdsWithin(Duration.ofSeconds(20), child::isClosed);
                System.out.println(child.evidence());
            }
        }
    }

    private static String printed(String... options) {
        var locale = System.getenv().keySet().stream()
                .filter(name -> name.startsWith("LC_") || name.equals("LANGUAGE"))
                .toArray(String[]::new);
        var command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Prints.class.getName()));
        try (var children = ForkedChildren.open()) {
            var child = children.with(SpawnOptions.defaults().withoutEnv(locale).env("LANG", "C"))
                    .spawn(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            command.toArray(String[]::new));
            child.inspection().holdsWithin(Duration.ofSeconds(60), child::isClosed);
            return child.stdout().text();
        }
    }

    @Test
    void signsAreSpelledInAscii() {
        assertThat(printed())
                .contains(" '\\u00fc'\n  cwd:", "    | f\\u00fcr\n", "    | ... ", "test -> sh in", "\"f\\u00fcr\\n\"")
                .matches("[\\x00-\\x7f]*");
    }

    @Test
    void signsAreThereIfTheConsoleHasThem() {
        assertThat(printed("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8"))
                .contains(" '\u00fc'\n  cwd:", "    | f\u00fcr\n", "    | … ", "test → sh in", "\"f\u00fcr\\n\"");
    }
}
