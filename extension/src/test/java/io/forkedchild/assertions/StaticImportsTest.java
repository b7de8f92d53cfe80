package io.forkedchild.assertions;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That it compiles is the proof: by name from both, and on demand. */
@Timeout(10)
class StaticImportsTest {

    @Test
    void bothEntryPointsGoTogether() {
        try (var children = ForkedChildren.open()) {
            assertThat(children.spawn("true")).exitedWith(0);
        }
        assertThat("text").startsWith("t");
        assertThat(3).isPositive();
        assertThat(List.of(1, 2)).contains(1);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> {
            throw new IllegalStateException();
        });
    }

    @Test
    void oneEntryPointIsEnough() {
        ForkedChildAssertions.assertThat("text").startsWith("t");
        ForkedChildAssertions.assertThat(List.of(1, 2)).contains(1);
    }
}
