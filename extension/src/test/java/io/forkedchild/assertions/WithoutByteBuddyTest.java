package io.forkedchild.assertions;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A project may have left it out: AssertJ can do without it, too. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class WithoutByteBuddyTest {

    @Test
    void failureOfAssertJHasItsOwnTextAndTheEvidence(ForkedChildren children) {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var without = Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains("byte-buddy"))
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        var child = children.spawn(java, "-cp", without, Fails.class.getName());

        assertThat(child).exitedWith(0).stdout().startsWith("[echo's stdout, of\necho: echo done\n");
        assertThat(child).stdout().contains("| done", "Expecting actual:", "\"gone\"");
    }

    /** Prints a failure. */
    static final class Fails {

        private Fails() {}

        public static void main(String... args) {
            try (var children = ForkedChildren.open()) {
                var job = children.execFile("echo", "done");
                assertThat(job).exitedWith(0).stdout().contains("gone");
            } catch (AssertionError failure) {
                System.out.println(failure.getMessage());
            }
        }
    }
}
