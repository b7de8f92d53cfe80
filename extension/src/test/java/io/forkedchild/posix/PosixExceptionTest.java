package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PosixExceptionTest {

    @Test
    void messageSaysWhatWasTriedAndWhatCameBack() {
        var exception = new PosixException("open /x", Errno.ENOENT);

        assertThat(exception).hasMessage("open /x: ENOENT (No such file or directory)");
        assertThat(exception.call()).isEqualTo("open /x");
        assertThat(exception.errno()).isEqualTo(2);
        assertThat(exception.errnoName()).isEqualTo("ENOENT");
    }
}
