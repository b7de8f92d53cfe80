package io.forkedchild.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1,1 byte", "2,2 bytes", "4294967296,4294967296 bytes"})
    void oneIsSingular(long number, String text) {
        assertThat(Count.bytes(number)).isEqualTo(text);
    }
}
