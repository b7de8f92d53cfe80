package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of {@code docs/first-errors.md}. */
@ExtendWith(ForkedChildExtension.class)
class FirstErrorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"pear", "apple"})
    void sorts(String fruit, @Spawn("sort") ForkedChild sort) {
        sort.stdin().writeLine(fruit).end();

        assertThat(sort).exitedWith(0).stdout().isEqualTo(fruit + "\n");
    }

    @Test
    void codeIsWaitedFor(@Spawn({"sh", "-c", "exit 3"}) ForkedChild child) {
        assertThat(child).exitedWith(3); // or, without AssertJ:
        assertEquals(new ExitStatus.Exited(3), child.waitFor());
    }
}
