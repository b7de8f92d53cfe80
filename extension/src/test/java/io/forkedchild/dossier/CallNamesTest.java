package io.forkedchild.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallNamesTest {

    /** Numbers of asm/unistd_64.h and of asm-generic/unistd.h. */
    @Test
    void numbersAreThoseOfTheArchitecture() {
        assertThat(CallNames.names("amd64"))
                .containsEntry(0L, "read")
                .containsEntry(7L, "poll")
                .containsEntry(202L, "futex")
                .containsEntry(288L, "accept4");
        assertThat(CallNames.names("aarch64"))
                .containsEntry(63L, "read")
                .containsEntry(73L, "ppoll")
                .containsEntry(98L, "futex")
                .containsEntry(242L, "accept4")
                .doesNotContainValue("poll")
                .doesNotContainKey(-1L);
    }

    @Test
    void unknownCallHasItsNumber() {
        assertThat(CallNames.of(99_999)).isEqualTo("the system call 99999");
    }
}
