package io.forkedchild.ends;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.Await;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ForkedChildExtension.class)
class UnclosedLauncherTest {

    @Test
    void endsWithTheRunWhichSaysSo(ForkedChildren children) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var args = List.of("-cp", System.getProperty("java.class.path"), UnclosedLauncher.class.getName());

        var program = Await.closed(children.with(SpawnOptions.defaults()).spawn(java, args.toArray(String[]::new)));

        assertThat(program.stderr().lines())
                .as(program::evidence)
                .filteredOn(line -> line.startsWith("forkedchild: "))
                .singleElement()
                .asString()
                .matches("forkedchild: nobody has closed the launcher of children that was opened at"
                        + " io\\.forkedchild\\.ends\\.UnclosedLauncher\\$OfClass\\.<clinit>\\(UnclosedLauncher\\.java:\\d+\\);"
                        + " it was closed with the test run, which ended 1 child \\(cat\\)");
        assertThat(program.stdout().lines()).containsExactly("server: killed by SIGTERM", "cat of the program: false");
        assertThat(program.descendants()).as("what the children had started").isEmpty();
    }
}
