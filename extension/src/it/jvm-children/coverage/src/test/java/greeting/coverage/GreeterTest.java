package greeting.coverage;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import greeting.Greeter;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the program in children only: as a main class, and in a lambda. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class GreeterTest {

    @Test
    void testJvmHasTheAgent() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .anyMatch(flag -> flag.startsWith("-javaagent:") && flag.contains("jacoco"));
    }

    @Test
    void greets(ForkedChildren children) {
        assertThat(children.fork(Greeter.class, "Zoë")).exitedWith(0);
    }

    @Test
    void needsAName(ForkedChildren children) {
        assertThat(children.fork(() -> Greeter.main())).exitedWith(64);
    }
}
