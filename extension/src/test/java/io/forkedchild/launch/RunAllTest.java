package io.forkedchild.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunAllTest {

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("failed"),
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new AssertionError("wrong"),
                new NoClassDefFoundError("Gone"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noFailureSkipsTheLaterSteps(Throwable failure) {
        var done = new ArrayList<String>();
        var later = new IllegalArgumentException("later");

        var thrown = catchThrowable(() -> RunAll.all(List.of(
                () -> raise(failure),
                () -> done.add("kill"),
                () -> raise(later),
                () -> raise(failure),
                () -> done.add("close"))));

        assertThat(done).containsExactly("kill", "close");
        assertThat(thrown).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(later);
    }

    private static void raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
