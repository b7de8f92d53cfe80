package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.ForkedChildExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What children are called. */
@ExtendWith(ForkedChildExtension.class)
class ChildNamesTest {

    private final ForkedChildren children;

    ChildNamesTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            echo hi                 | echo
            (echo a; echo b)        | echo
            { echo a; echo b; }     | echo
            ! /bin/false            | false
            A=1 B='x y' /bin/echo c | echo
            "/bin/echo" hi          | echo
            cd / && ls              | cd
            $(echo true)            | sh
            A=1                     | sh
            """)
    void commandIsCalledLikeItsFirstProgram(String command, String name) {
        assertThat(children.exec(command).name()).isEqualTo(name);
    }

    @Test
    void nameHasNothingThatIsNotSeen() {
        var options = SpawnOptions.defaults().name("a\nb\u2028c\u001b[31m\u202ed");
        var child = Waiting.closed(children.with(options).spawn("sh", "-c", "exit 3"));

        assertThat(child.name()).isEqualTo("a\\nb\\u2028c\\u001b[31m\\u202ed");
        assertThat(children.with(options).spawn("true").name()).isEqualTo(child.name() + "-2");
        assertThat(child.evidence()).startsWith("a\\nb\\u2028c\\u001b[31m\\u202ed: sh -c 'exit 3'\n");
    }

    @Test
    void exceptionOfAChildHasNothingThatIsNotSeen() {
        var child = children.fork(() -> {
            throw new IllegalStateException("red \u001b[31m\u202e, first\nsecond");
        });
        Waiting.closed(child);

        assertThat(child.thrown().orElseThrow())
                .hasMessage("java.lang.IllegalStateException: red \\u001b[31m\\u202e, first\nsecond");
    }
}
