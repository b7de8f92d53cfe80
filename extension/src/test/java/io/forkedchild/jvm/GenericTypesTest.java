package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages read as types with type arguments, on both sides. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class GenericTypesTest {

    private static final TypeReference<Map<String, List<Point>>> POINTS = new TypeReference<>() {};

    record Point(int x, int y) {}

    @ParameterizedTest
    @EnumSource
    void bothSidesReadThem(Serialization serialization, ForkedChildren children) {
        var options = ForkOptions.defaults().silent(true).serialization(serialization);
        var points = Map.of("all", List.of(new Point(1, 2), new Point(3, 4)));

        var child = children.with(options)
                .fork(parent -> parent.onMessage(message -> {
                    Point last = Objects.requireNonNull(message.as(POINTS).get("all"))
                            .get(1);
                    parent.send(Map.of("all", List.of(new Point(last.y(), last.x()))));
                    parent.disconnect();
                }));
        child.send(points);

        assertThat(child).sentMessage(Map.of("all", List.of(new Point(4, 3))));
        assertThat(child.messages().get(0).as(POINTS)).isEqualTo(Map.of("all", List.of(new Point(4, 3))));
    }

    @ParameterizedTest
    @EnumSource
    void otherTypeIsRefusedByNameAndPlace(Serialization serialization, ForkedChildren children) {
        var options = ForkOptions.defaults().silent(true).serialization(serialization);

        var child = children.with(options).fork(parent -> parent.send(List.of(1, "two")));

        assertThat(child).sentMessage(List.of(1, "two"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.messages().get(0).as(new TypeReference<List<Integer>>() {}))
                .withMessageStartingWith("message is no java.util.List<java.lang.Integer>: ")
                .withMessageEndingWith(" at $[1]");
    }
}
