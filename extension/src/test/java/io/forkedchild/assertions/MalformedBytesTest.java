package io.forkedchild.assertions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedBytesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n", "ö€😀", "\ufffd"})
    void utf8HasNone(String text) {
        assertThat(MalformedBytes.in(text.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a byte that is in no text | 610AFF0A   | byte 0xFF at offset 2 (line 2), in 61 0A [FF] 0A
                    the first byte            | E92E       | byte 0xE9 at offset 0 (line 1), in [E9] 2E
                    inside of a character     | 61808061   | byte 0x80 at offset 1 (line 1), in 61 [80] 80 61, and 1 more
                    no beginning of one       | C061       | byte 0xC0 at offset 0 (line 1), in [C0] 61
                    half of a surrogate pair  | EDA08061   | byte 0xED at offset 0 (line 1), in [ED] A0 80 61
                    a character without end   | 61E282     | byte 0xE2 at offset 1 (line 1), in 61 [E2] 82, begins a character that does not end
                    far inside                | 30313233343536373839FF30313233343536373839 | byte 0xFF at offset 10 (line 1), in 32 33 34 35 36 37 38 39 [FF] 30 31 32 33 34 35 36 37
                    """)
    void firstPlaceIsTold(String name, String hex, String told) {
        assertThat(MalformedBytes.in(HexFormat.of().parseHex(hex)).map(Object::toString))
                .contains(told);
    }

    @ParameterizedTest
    @ValueSource(ints = {8191, 8192, 8193, 100_000})
    void placeBehindLongTextIsFound(int length) {
        var bytes = "a".repeat(length + 1).getBytes(UTF_8);
        bytes[length] = (byte) 0xFF;

        assertThat(MalformedBytes.in(bytes).map(Object::toString).orElseThrow())
                .startsWith("byte 0xFF at offset " + length + " ");
    }
}
