package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputTest {

    /** Waits for a prompt remember by the object which match the test has answered. */
    @Test
    void sameStreamIsTheSameObject() {
        try (var children = ForkedChildren.open()) {
            var child = children.spawn("true");

            assertThat(child.stdout()).isSameAs(child.output(1)).isNotSameAs(child.stderr());
            assertThat(child.stderr()).isSameAs(child.output(2));
        }
    }
}
