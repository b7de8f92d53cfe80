package greeting.tests;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import greeting.Greeter;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lambdas in JVMs of their own. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class LambdaTest {

    record Name(String first, int length) implements Serializable {}

    @Test
    void capturesTravelThereAndMessagesBothWays(ForkedChildren children) {
        var name = new Name("Zoë – 語", 7);

        var child = children.fork(parent -> {
            parent.onMessage(message -> parent.send(List.of(name.first(), message.value())));
        });
        child.send(Map.of("length", name.length()));

        assertThat(child).sentMessage(List.of("Zoë – 語", Map.of("length", 7)));
        child.disconnect();
        assertThat(child).exitedWith(0);
    }

    @Test
    void resultComesBack(ForkedChildren children) {
        var first = "Zoë";

        var child = children.fork(() -> new Name(first, first.length()));

        assertThat(child).exitedWith(0);
        assertThat(child.returned(Name.class)).isEqualTo(new Name("Zoë", 3));
    }

    @Test
    void exitCodeIsThatOfSystemExit(ForkedChildren children) {
        assertThat(children.fork(() -> System.exit(78))).exitedWith(78);
        assertThat(children.fork(() -> Greeter.main())).exitedWith(64);
    }

    @Test
    void exceptionComesBack(ForkedChildren children) {
        var silent = ForkOptions.defaults().silent(true);

        var child = children.with(silent).fork(() -> Integer.parseInt("six"));

        assertThat(child).exitedWith(1);
        assertThat(child.thrown().orElseThrow()).hasMessageContaining("NumberFormatException");
    }

    @Test
    void childFindsTheResourcesOfTheTests(ForkedChildren children) {
        var child = children.fork(() -> {
            try (var name = LambdaTest.class.getResourceAsStream("name.txt")) {
                return new String(name.readAllBytes(), UTF_8);
            }
        });

        assertThat(child.returned(String.class)).isEqualTo("Zoë");
    }

    @Test
    void childFindsTheFilesOfTheProject(ForkedChildren children) throws IOException {
        var child = children.fork(() -> Path.of("pom.xml").toRealPath().toString());

        assertThat(child.returned(String.class))
                .isEqualTo(Path.of("pom.xml").toRealPath().toString());
    }
}
