package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.junit.Strict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing goes wrong unnoticed. */
@Strict
@ExtendWith(ForkedChildExtension.class)
class StrictTest {

    @Test
    @DisplayName("What a child complains of is expected")
    void complaintIsExpected(@Spawn({"cat", "missing.txt"}) ForkedChild cat) {
        assertThat(cat).exitedWith(1);
        assertThat(cat).stderr().contains("missing.txt");
    }

    @Test
    @DisplayName("A child that succeeds in silence needs no question")
    void silenceNeedsNoQuestion(@Spawn({"echo", "done"}) ForkedChild echo) {
        assertThat(echo).stdout().isEqualTo("done\n");
    }

    @Test
    @Strict(false)
    @DisplayName("An exception from the rule")
    void isExcepted(@Spawn({"sh", "-c", "echo noise >&2; echo result"}) ForkedChild sh) {
        assertThat(sh).stdout().isEqualTo("result\n");
    }

    @Test
    @DisplayName("The same question without an annotation")
    void asksForWhatWasOverlooked(@Spawn({"sh", "-c", "echo oops >&2; exit 3"}) ForkedChild sh) {
        await(sh).until(sh::isClosed);

        assertThat(sh.inspection().overlooked())
                .containsExactly("exited with code 3", "wrote 5 bytes to stderr: \"oops\"");
        assertThat(sh).exitedWith(3).stderr().isEqualTo("oops\n");
        assertThat(sh.inspection().overlooked()).isEmpty();
    }
}
