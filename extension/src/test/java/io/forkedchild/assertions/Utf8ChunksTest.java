package io.forkedchild.assertions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ChunksTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "aö", "€", "a€b", "😀", "a😀ö€"})
    void cutsAnywhereDoNoHarm(String text) {
        byte[] bytes = text.getBytes(UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            var chunks = new Utf8Chunks();
            var decoded = chunks.decode(Arrays.copyOf(bytes, cut))
                    + chunks.decode(Arrays.copyOfRange(bytes, cut, bytes.length))
                    + chunks.rest();
            assertThat(decoded).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC3, 0xE2, 0xF0, 0xF8, 0xFF})
    void malformedBytesAreReplacedAsInOneDecoding(int malformed) {
        byte[] bytes = {'a', (byte) malformed, 'b', (byte) malformed};

        for (int cut = 0; cut <= bytes.length; cut++) {
            var chunks = new Utf8Chunks();
            var decoded = chunks.decode(Arrays.copyOf(bytes, cut))
                    + chunks.decode(Arrays.copyOfRange(bytes, cut, bytes.length))
                    + chunks.rest();
            assertThat(decoded).isEqualTo(new String(bytes, UTF_8));
        }
    }
}
