package shop;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.containing;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Node module, with both serializations. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class NodeTest {

    @BeforeAll
    static void needNode() {
        boolean isHere = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
        Assumptions.assumeTrue(isHere || Boolean.getBoolean("forkedchild.requireNode"), "there is no node in the PATH");
    }

    @ParameterizedTest
    @EnumSource
    void moduleAnswers(Serialization serialization, ForkedChildren children) {
        var options = ForkOptions.defaults().serialization(serialization);

        var worker = children.with(options).fork("../src/test/resources/worker.mjs");
        worker.send(Map.of("values", List.of(1, 2, 3)));

        assertThat(worker).sentMessage(containing(Map.of("sum", 6)));
        worker.disconnect();
        assertThat(worker).exitedWith(0);
    }
}
