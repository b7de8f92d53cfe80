package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example of {@code docs/leftovers.md}. */
@ExtendWith(ForkedChildExtension.class)
class LeftoversTest {

    @Test
    void mayLeaveASleeper(ForkedChildren children) {
        children.spawn("sh", "-c", "sleep 60 & echo started").mayLeave("sleep");

        assertThat(children.all().get(0)).exitedWith(0);
    }
}
