package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrnoTest {

    @Test
    void namesAreThoseOfTheCLibrary() {
        var strerrorname = NativeLibrary.getInstance("c").getFunction("strerrorname_np");

        assertThat(IntStream.rangeClosed(1, 140)).allSatisfy(errno -> {
            String expected = (String) strerrorname.invoke(String.class, new Object[] {errno});
            assertThat(Errno.name(errno)).isEqualTo(Objects.requireNonNullElse(expected, "E" + errno));
        });
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2, ENOENT, No such file or directory",
        "13, EACCES, Permission denied",
        "104, ECONNRESET, Connection reset by peer"
    })
    void numberHasNameAndText(int errno, String name, String text) {
        assertThat(Errno.name(errno)).isEqualTo(name);
        assertThat(Errno.text(errno)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 41, 58, 134, 999})
    void numberWithoutNameStandsForItself(int errno) {
        assertThat(Errno.name(errno)).isEqualTo("E" + errno);
        assertThat(Errno.text(errno)).isNotBlank();
    }

    @Test
    void constantsHaveTheirOwnNames() {
        assertThat(Errno.class.getFields())
                .hasSizeGreaterThan(20)
                .allSatisfy(field -> assertThat(Errno.name(field.getInt(null))).isEqualTo(field.getName()));
    }
}
