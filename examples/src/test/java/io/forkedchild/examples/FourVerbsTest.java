package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.catchThrowable;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code spawn}, {@code exec}, {@code execFile} and {@code fork} side by side. Row D12 of
 * {@code docs/documented-examples.md}.
 */
@RequiresNode
@ExtendWith(ForkedChildExtension.class)
class FourVerbsTest {

    @ParameterizedTest(name = "D12 {0}: runs {1}, streams {2}, callback {3}, time limit {4}, channel {5}")
    @CsvSource(delimiter = '|', textBlock = """
            # verb   | runs    | streams | callback | limit | channel
            spawn    | cat     | true    | false    | false | false
            exec     | /bin/sh | true    | true     | true  | false
            execFile | cat     | true    | true     | true  | false
            fork     | node    | false   | false    | false | true
            """)
    void differ(
            String verb,
            String program,
            boolean streams,
            boolean callback,
            boolean timeLimit,
            boolean channel,
            ForkedChildren children) {
        var child = launch(verb, children);
        if (!timeLimit) {
            child.kill(); // nothing else would end it
        }

        assertThat(child).closedBy(SIGTERM);
        assertThat(child.spawnfile()).isEqualTo(program);
        assertThat(succeeds(child::stdin)).isEqualTo(streams);
        assertThat(succeeds(child::result)).isEqualTo(callback);
        assertThat(child.hasChannel()).isEqualTo(channel);
    }

    private static ForkedChild launch(String verb, ForkedChildren children) {
        var limited = ExecOptions.defaults().timeout(Duration.ofMillis(50));
        return switch (verb) {
            case "spawn" -> children.spawn("cat");
            case "exec" -> children.with(limited).exec("exec cat");
            case "execFile" -> children.with(limited).execFile("cat");
            case "fork" -> children.fork("src/test/children/echo.js");
            default -> throw new IllegalArgumentException(verb);
        };
    }

    private static boolean succeeds(ThrowingCallable call) {
        return catchThrowable(call) == null;
    }
}
