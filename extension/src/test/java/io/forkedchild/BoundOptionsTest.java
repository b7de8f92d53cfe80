package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.forkedchild.child.ChildCallable;
import io.forkedchild.junit.ForkedChildExtension;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ForkedChildExtension.class)
class BoundOptionsTest {

    @Test
    void spawnWithOptionsLaunchesAnyNumber(ForkedChildren children) {
        var named = children.with(SpawnOptions.defaults().name("worker").env("A", "1"));

        var launched = Stream.of(named.spawn("sh", "-c", "echo $A"), named.spawn("sh", "-c", "echo $A$A"))
                .map(Waiting::closed)
                .toList();

        assertThat(launched).extracting(ForkedChild::name).containsExactly("worker", "worker-2");
        assertThat(launched).extracting(child -> child.stdout().text()).containsExactly("1\n", "11\n");
    }

    @Test
    void execAndExecFileShareTheirOptions(ForkedChildren children) {
        var verbs = children.with(ExecOptions.defaults().env("A", "1"));

        assertThat(verbs.exec("echo $A").result().stdout()).isEqualTo("1\n");
        assertThat(verbs.execFile("sh", "-c", "echo $A").result().stdout()).isEqualTo("1\n");
    }

    @Test
    void forkWithOptionsTakesModulesAndLambdas(ForkedChildren children) {
        var silent = ForkOptions.defaults().silent(true).env("A", "1");

        var module = Waiting.closed(children.with(silent.execPath("sh")).fork("-c", "echo $A"));
        var lambda = children.with(silent).fork((ChildCallable<String>) () -> System.getenv("A"));

        assertThat(module.stdout().text()).isEqualTo("1\n");
        assertThat(lambda.returned(String.class)).isEqualTo("1");
    }

    @Test
    @SuppressWarnings("NullAway")
    void missingOptionsAreRefusedAtOnce(ForkedChildren children) {
        Stream.<ThrowingCallable>of(
                        () -> children.with((SpawnOptions) null),
                        () -> children.with((ExecOptions) null),
                        () -> children.with((ForkOptions) null))
                .forEach(call ->
                        assertThatNullPointerException().isThrownBy(call).withMessage("options: must not be null"));
    }
}
