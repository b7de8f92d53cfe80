package greeting.tests;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import greeting.Greeter;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.junit.Spawn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Main classes in JVMs of their own. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class MainClassTest {

    @Spawn({"echo", "of the class"})
    private static ForkedChild echo;

    @Test
    void privateFieldIsSet() {
        assertThat(echo).stdout().isEqualTo("of the class\n");
    }

    @Test
    void programOfTheProjectRuns(ForkedChildren children) {
        var greeter = children.fork(Greeter.class, "Zoë");

        assertThat(greeter).exitedWith(0);
        assertThat(greeter).stdout().isEqualTo("Hello, Zoë!\n");
    }

    @Test
    void annotationNamesTheProgram(@Fork(main = Greeter.class) ForkedChild greeter) {
        assertThat(greeter).exitedWith(64);
        assertThat(greeter).stderr().isEqualTo("usage: greeter NAME\n");
    }

    @Test
    void programAmongTheTestsSendsMessages(ForkedChildren children) {
        var child = children.fork(Sends.class, "", "a  b", "Zoë – 語");

        assertThat(child).sentMessage(List.of("", "a  b", "Zoë – 語")).exitedWith(0);
    }
}
