package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

    @Test
    void nothingIsMissingHere() {
        assertThat(Platform.missing()).isEmpty();
    }

    @Test
    void foreignSystemIsNamed() {
        assertThat(Platform.missing("Mac OS X", "aarch64")).containsExactly("Linux (this is Mac OS X)");
    }

    @Test
    void foreignArchitectureIsNamed() {
        assertThat(Platform.missing("Linux", "riscv64")).containsExactly("x86-64 or aarch64 (this is riscv64)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void linuxOnKnownProcessorsIsEnough(String architecture) {
        assertThat(Platform.missing("Linux", architecture)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.34, true", "2.36, true", "2.39.9000, true", "3.0, true", "2.33, false", "2.4, false", "1.99, false"})
    void glibcIsComparedByNumbers(String version, boolean enough) {
        assertThat(NativeProbe.isEnough(version)).isEqualTo(enough);
    }
}
