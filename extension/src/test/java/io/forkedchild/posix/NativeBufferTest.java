package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class NativeBufferTest {

    private final NativeBuffer buffer = new NativeBuffer(8);

    @Test
    void returnsWhatWasPut() {
        buffer.put(0, new byte[] {1, 2, 3, 4}, 0, 4);
        buffer.put(4, new byte[] {9, 5, 6, 9}, 1, 2);

        byte[] target = new byte[7];
        buffer.get(6, target, 1);

        assertThat(buffer.bytes(6)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(target).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(buffer.capacity()).isEqualTo(8);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.put(5, new byte[4], 0, 4));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.bytes(9));
    }
}
