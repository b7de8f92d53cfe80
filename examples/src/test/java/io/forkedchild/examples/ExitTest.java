package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs that call {@code System.exit}. The examples of {@code docs/exit-tests.md}. */
@ExtendWith(ForkedChildExtension.class)
class ExitTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    @Test
    void needsAGreeting(ForkedChildren children) {
        assertThat(children.fork(() -> Greeter.main("Ada"))).exitedWith(78);
    }

    @Test
    void needsAName(ForkedChildren children) {
        var greeter = children.fork(Greeter.class);

        assertThat(greeter).exitedWith(64);
        assertThat(greeter).stderr().isEqualTo("usage: greeter NAME\n");
    }

    @Test
    void needsANameSaysTheAnnotation(@Fork(main = Greeter.class) ForkedChild greeter) {
        assertThat(greeter).exitedWith(64);
    }

    @Test
    void greets(ForkedChildren children) {
        var options = SILENT.env("GREETING", "Hello").systemProperty("greeter.mark", "!");

        var greeter = children.with(options).fork(Greeter.class, "-");
        greeter.stdin().writeLine("Ada").end();

        assertThat(greeter).exitedWith(0);
        assertThat(greeter).stdout().isEqualTo("Hello, Ada!\n");
    }

    @Test
    void tellsThreeEndsApart(ForkedChildren children) {
        var returns = children.fork(() -> 6 * 7);
        var exits = children.fork(() -> System.exit(0));
        var fails = children.fork(() -> Integer.parseInt("six"));

        assertThat(returns).exitedWith(0);
        assertThat(returns.returned(Integer.class)).isEqualTo(42);
        assertThat(exits).exitedWith(0);
        assertThat(exits.hasReturned()).isFalse();
        assertThat(fails).exitedWith(1);
        assertThat(fails.thrown().orElseThrow()).hasMessageContaining("NumberFormatException");
    }

    @Test
    void showsWhatWasThrown(ForkedChildren children) {
        var fails = children.fork(() -> Integer.parseInt("six"));

        assertThatThrownBy(() -> assertThat(fails).exitedWith(0))
                .hasMessageContaining("it exited with code 1")
                .cause()
                .hasToString("java.lang.NumberFormatException: For input string: \"six\"");
    }
}
