package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** What failures of a nested run tell of the children. */
final class Told {

    private Told() {}

    /** By the only failure of the run; empty if it tells of none. */
    static String byTheFailureOf(Class<?> test) {
        var failures = NestedRun.of(test).failures();
        assertThat(failures).hasSize(1);
        return by(failures.get(0));
    }

    /** By a failure, which tells at most once, itself. */
    static String by(Throwable failure) {
        var told = all(failure).toList();
        assertThat(told)
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(children -> assertThat(children.getStackTrace()).isEmpty());
        assertThat(List.of(failure.getSuppressed())).containsAll(told);
        return told.isEmpty() ? "" : String.valueOf(told.get(0).getMessage());
    }

    private static Stream<Throwable> all(Throwable failure) {
        var below = Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()));
        return Stream.concat(Stream.of(failure).filter(ChildrenAtFailure.class::isInstance), below.flatMap(Told::all));
    }
}
