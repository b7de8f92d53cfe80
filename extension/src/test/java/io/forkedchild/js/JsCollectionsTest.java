package io.forkedchild.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsCollectionsTest {

    @Test
    void keysThatAreNumbersAreOneByValue() {
        var map = JsMap.of(1, "int", 1.0, "double", 1L, "long", 0, "zero", -0.0, "minus", Double.NaN, "nan");

        assertThat(map).hasSize(3).containsEntry(1, "long").containsEntry(0, "minus");
        assertThat(map.get(Double.NaN)).isEqualTo("nan");
        assertThat(map.get(BigInteger.ONE)).isNull();
    }

    @Test
    void keysThatAreObjectsAreManyByIdentity() {
        var one = new ArrayList<>(List.of(1));
        var other = new ArrayList<>(List.of(1));
        var map = JsMap.of(one, "one", other, "other", null, "null", Undefined.UNDEFINED, "undefined");

        assertThat(map).hasSize(4);
        assertThat(map.get(other)).isEqualTo("other");
        assertThat(map.get(List.of(1))).isEqualTo("one");
        assertThat(map.get(null)).isEqualTo("null");
        assertThat(map.containsKey(List.of(2))).isFalse();
    }

    @Test
    void mapCanBeItsOwnKey() {
        var map = new JsMap();
        map.put(map, map);

        assertThat(map.get(map)).isSameAs(map);
    }

    @Test
    void mapIsAMapOfJava() {
        var map = JsMap.of("b", 1, "a", 2);

        assertThat(map).isEqualTo(Map.of("a", 2, "b", 1)).hasToString("{b=1, a=2}");
        assertThat(Map.of("a", 2, "b", 1)).isEqualTo(map).hasSameHashCodeAs(map);
        assertThat(map.remove("b")).isEqualTo(1);
        assertThat(map).isEqualTo(JsMap.copyOf(Map.of("a", 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> JsMap.of(1)).withMessageContaining("pairs");
    }

    @Test
    void setTellsApartAsAMapDoes() {
        var list = new ArrayList<>(List.of(1));
        var set = JsSet.of(1, 1.0, -0.0, 0, list, list, List.of(1), "a", null);

        assertThat(set).hasSize(6);
        assertThat(set.contains(List.of(1))).isTrue();
        assertThat(set.contains(List.of(2))).isFalse();
        assertThat(JsSet.of("a", "b")).isEqualTo(Set.of("b", "a")).hasSameHashCodeAs(Set.of("b", "a"));
    }

    @Test
    void arrayHasHolesAndProperties() {
        var array = new JsArray(JsArray.MAX_LENGTH).set(2, null).set(0, 1).put("x", 2);

        assertThat(array.hasHoles()).isTrue();
        assertThat(array.length()).isEqualTo(4294967295L);
        assertThat(array.elements().keySet()).containsExactly(0L, 2L);
        assertThat(array).hasToString("JsArray(4294967295) {0=1, 2=null} {x=2}");
        assertThat(JsArray.of(1, 2).hasHoles()).isFalse();
        assertThat(JsArray.of(1, 2))
                .isEqualTo(new JsArray(2).set(1, 2).set(0, 1))
                .isNotEqualTo(Arrays.asList(1, 2));
        assertThat(array).isNotEqualTo(new JsArray(3).set(2, null).set(0, 1).put("x", 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new JsArray(-1));
        assertThatThrownBy(() -> JsArray.of(1).set(1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
