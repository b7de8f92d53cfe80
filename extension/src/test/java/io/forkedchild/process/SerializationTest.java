package io.forkedchild.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationTest {

    @ParameterizedTest
    @EnumSource
    void nodeNameLeadsBackToTheSerialization(Serialization serialization) {
        assertThat(Serialization.named(serialization.nodeName())).isEqualTo(serialization);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "JSON", ""})
    void anyOtherNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Serialization.named(name))
                .withMessage("serialization: must be 'json' or 'advanced', was '" + name + "'");
    }
}
