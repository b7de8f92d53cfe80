package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class InheritedOutputTest {

    private record Printed(String out, String err) {

        static Printed during(Runnable work) {
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            var realOut = System.out;
            var realErr = System.err;
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            try {
                work.run();
            } finally {
                System.setOut(realOut);
                System.setErr(realErr);
            }
            return new Printed(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void inheritedOutputIsPrintedBehindTheNameAndRecorded() {
        var printed = Printed.during(() -> {
            try (var children = ForkedChildren.open()) {
                var child = Waiting.closed(
                        children.with(SpawnOptions.defaults().stdio("inherit").name("worker"))
                                .spawn("sh", "-c", "echo one; echo two >&2; printf 'no end'"));
                assertThat(child.stdout().text()).isEqualTo("one\nno end");
                assertThat(child.stderr().text()).isEqualTo("two\n");
            }
        });

        assertThat(printed.out()).isEqualTo("[worker] one\n[worker] no end\n");
        assertThat(printed.err()).isEqualTo("[worker] two\n");
    }

    @Test
    void printedLinesHaveNoSecrets() {
        var printed = Printed.during(() -> {
            try (var children = ForkedChildren.open()) {
                var child = Waiting.closed(children.with(SpawnOptions.defaults()
                                .stdio("inherit")
                                .name("worker")
                                .env("DB_PASSWORD", "hunter2"))
                        .spawn("sh", "-c", "echo \"as $DB_PASSWORD\""));
                assertThat(child.stdout().text()).isEqualTo("as hunter2\n");
            }
        });

        assertThat(printed.out()).isEqualTo("[worker] as ***\n");
    }

    @Test
    void carriageReturnEndsALine() {
        var printed = Printed.during(() -> {
            try (var children = ForkedChildren.open()) {
                Waiting.closed(
                        children.with(SpawnOptions.defaults().stdio("inherit").name("w"))
                                .spawn("printf", "10%%\\r20%%\\r\\nend\\r"));
            }
        });

        assertThat(printed.out()).isEqualTo("[w] 10%\n[w] 20%\n[w] end\n");
    }

    @Test
    void nothingButColoursReachesTheConsoleUnspelled() {
        var printed = Printed.during(() -> {
            try (var children = ForkedChildren.open()) {
                var options = SpawnOptions.defaults().stdio("inherit").name("w");
                Waiting.closed(children.with(options)
                        .spawn(
                                "printf",
                                "%b",
                                "\\033[1;31mred\\033[0m \\033[38;5;8mgrey\\n"
                                        + "\\033[2J\\033]0;title\\a\\033[8mhidden\\033[0;8mtoo\\n"
                                        + "\u202eright\u0085\\tto left\\n\\033["));
            }
        });

        assertThat(printed.out().lines())
                .containsExactly(
                        "[w] \u001b[1;31mred\u001b[0m \u001b[38;5;8mgrey\u001b[m",
                        "[w] \\u001b[2J\\u001b]0;title\\u0007\\u001b[8mhidden\\u001b[0;8mtoo",
                        "[w] \\u202eright\\u0085\tto left",
                        "[w] \\u001b[");
    }

    @Test
    void noLineOfABusyChildIsLostOrSplit() {
        var printed = Printed.during(() -> {
            try (var children = ForkedChildren.open()) {
                Waiting.closed(children.with(
                                SpawnOptions.defaults().stdio("inherit").name("w"))
                        .spawn("sh", "-c", "i=0; while [ $i -lt 20000 ]; do echo zeile $i é; i=$((i+1)); done"));
            }
        });

        assertThat(printed.out().lines()).hasSize(20000);
        assertThat(printed.out()).startsWith("[w] zeile 0 é\n").endsWith("[w] zeile 19999 é\n");
        assertThat(printed.out()).doesNotContain("\uFFFD");
    }

    @Test
    void inheritedStdinIsEmpty() {
        Printed.during(() -> {
            try (var children = ForkedChildren.open()) {
                var child = Waiting.closed(
                        children.with(SpawnOptions.defaults().stdio("inherit")).spawn("cat"));
                assertThat(child.exitCode()).hasValue(0);
                assertThat(child.stdout().length()).isZero();
            }
        });
    }
}
