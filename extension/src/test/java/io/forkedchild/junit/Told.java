package io.forkedchild.junit;

import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import java.util.List;
import java.util.stream.Stream;

/** What failures of a nested run tell of the children. */
final class Told {

    private static final String COMPLAINS = "echo no such table: users >&2; exec cat";
    static final String OF_TEST = "children of this test when it failed:\nsh: sh -c ";
    static final String OF_CLASS = "children of the class when it failed:\nsh: sh -c ";

    private Told() {}

    /** A server that has complained and goes on. */
    static void server(ForkedChildren children) {
        var sh = children.spawn("sh", "-c", COMPLAINS);
        awaitStderr(sh, "users");
    }

    static void require(String children, String beginning) {
        assertThat(children)
                .startsWith(beginning)
                .contains("\n  state:    running, pid ")
                .contains("\n    | no such table: users\n")
                .doesNotContain("SIGTERM")
                .satisfies(text -> assertThat(text.lines()).hasSizeLessThanOrEqualTo(45));
    }

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
