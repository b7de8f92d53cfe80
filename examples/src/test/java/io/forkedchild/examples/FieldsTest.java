package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** A child for all tests, and one for each. */
@ExtendWith(ForkedChildExtension.class)
class FieldsTest {

    @Spawn("cat")
    private static ForkedChild echo; // one for all tests of the class

    @Spawn("sort")
    private ForkedChild sort; // a new one for each test

    @BeforeEach
    void echoAnswers() {
        echo.stdin().writeLine("hello");
        awaitStdout(echo, "hello\n");
    }

    @RepeatedTest(2)
    void everyTestHasItsOwnSort() {
        sort.stdin().write("pear\napple\n").end();

        assertThat(sort).stdout().isEqualTo("apple\npear\n");
        assertThat(echo).isRunning();
    }
}
