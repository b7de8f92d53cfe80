package io.forkedchild.ipc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What has no form in JSON is refused where it stands, and the text says where and what it is. */
class JsonRefusalTest {

    private record Job(Object payload) {}

    /** An interface whose lambda has a getter, so that it could be written. */
    private interface Named {

        @SuppressWarnings("unused") // Jackson would call it
        String getName();
    }

    private static final class Broken {

        @SuppressWarnings({"unused", "EffectivelyPrivate", "DoNotCallSuggester"}) // Jackson calls it
        public int getSize() {
            throw new IllegalStateException("no size yet");
        }
    }

    private static final class Selfish {

        @SuppressWarnings({"unused", "EffectivelyPrivate", "DoNotCallSuggester"}) // Jackson calls it
        public Selfish getSelf() {
            return this;
        }
    }

    static List<Arguments> refused() {
        return List.of(
                argumentSet("object without anything to write", new Object(), "java.lang.Object: No serializer found"),
                argumentSet("lambda", (Runnable) () -> {}, "a lambda is no value"),
                argumentSet("method reference", (Supplier<String>) "a"::trim, "a lambda is no value"),
                argumentSet("lambda with a getter", (Named) () -> "n", "a lambda is no value"),
                argumentSet("thread", new Thread(() -> {}), "java.lang.Thread: it is no value"),
                argumentSet("class loader", JsonRefusalTest.class.getClassLoader(), "ClassLoader: it is no value"),
                argumentSet("process", ProcessHandle.current(), "ProcessHandleImpl: it is no value"),
                argumentSet("future", new CompletableFuture<>(), "CompletableFuture: it is no value"),
                argumentSet(
                        "stream", Stream.of(1), "java.util.stream.ReferencePipeline$Head: a stream can be read once"),
                argumentSet(
                        "input", new ByteArrayInputStream(new byte[1]), "java.io.ByteArrayInputStream: it is no value"),
                argumentSet("reader", new StringReader("a"), "java.io.StringReader: it is no value"),
                argumentSet("optional", Optional.of(1), "java.util.Optional: send what it contains, or null"),
                argumentSet("empty optional", Optional.empty(), "java.util.Optional: send what it contains, or null"),
                argumentSet("optional int", OptionalInt.of(1), "java.util.OptionalInt: send what it contains"),
                argumentSet("date without a moment", LocalDate.EPOCH, "java.time.LocalDate: send an Instant"),
                argumentSet("duration", Duration.ZERO, "java.time.Duration: send an Instant"),
                argumentSet("moment beyond JavaScript", Instant.MAX, "java.time.Instant: +1000000000-12-31"),
                argumentSet(
                        "first moment beyond JavaScript",
                        Instant.ofEpochMilli(8_640_000_000_000_001L),
                        "beyond every Date"),
                argumentSet(
                        "moment before JavaScript",
                        Instant.ofEpochMilli(-8_640_000_000_000_001L),
                        "beyond every Date"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void valueIsRefusedWithItsClass(Object value, String text) {
        assertThat(textOf(value))
                .startsWith("message cannot be sent as JSON: $ is ")
                .contains(text);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void valueInsideIsRefusedWithItsPlaceAndItsClass(Object value, String text) {
        var message = Map.of("job", Map.of("items", List.of(1, 2, 3, new Job(value))));

        assertThat(textOf(message))
                .startsWith("message cannot be sent as JSON: $.job.items[3].payload is ")
                .contains(text);
    }

    static List<Arguments> places() {
        return List.of(
                argumentSet("array", new Object[] {1, new Object()}, "$[1] is java.lang.Object:"),
                argumentSet("list", Arrays.asList(null, new Object()), "$[1] is java.lang.Object:"),
                argumentSet("set", Collections.singleton(new Object()), "$[0] is java.lang.Object:"),
                argumentSet("map", Map.of("a", new Object()), "$.a is java.lang.Object:"),
                argumentSet("record", new Job(new Object()), "$.payload is java.lang.Object:"),
                argumentSet("name with a blank", Map.of("a b", new Object()), "$[\"a b\"] is "),
                argumentSet("name with a quote", Map.of("a\"\\", new Object()), "$[\"a\\\"\\\\\"] is "),
                argumentSet("empty name", Map.of("", new Object()), "$[\"\"] is "),
                argumentSet("name with a digit first", Map.of("1", new Object()), "$[\"1\"] is "),
                argumentSet("name that is not ASCII", Map.of("größe", new Object()), "$.größe is "),
                argumentSet("key of null", Map.of("m", nullKey()), "$.m"),
                argumentSet("getter that fails", Map.of("b", new Broken()), "$.b.size: no size yet"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void placeIsNamed(Object value, String text) {
        assertThat(textOf(value)).startsWith("message cannot be sent as JSON: " + text);
    }

    @Test
    void keyOfNullIsSaidToBeOne() {
        assertThat(textOf(nullKey())).contains("null is no name of a member");
    }

    private static Map<@Nullable String, Integer> nullKey() {
        var map = new HashMap<@Nullable String, Integer>();
        map.put(null, 1);
        return map;
    }

    static List<Arguments> cycles() {
        var list = new ArrayList<Object>(List.of(1));
        list.add(list);
        var map = new HashMap<String, Object>();
        map.put("self", map);
        var array = new Object[2];
        array[1] = array;
        var parent = new HashMap<String, Object>();
        parent.put("children", List.of(new Job(parent)));
        return List.of(
                argumentSet("list", list, "$[1] is java.util.ArrayList"),
                argumentSet("map", map, "$.self is java.util.HashMap"),
                argumentSet("array", array, "$[1] is [Ljava.lang.Object;"),
                argumentSet("object", new Selfish(), "$.self is " + Selfish.class.getName()),
                argumentSet("further down", Map.of("job", parent), "$.job.children[0].payload is java.util.HashMap"));
    }

    @ParameterizedTest
    @MethodSource("cycles")
    void cycleIsRefusedWhereItCloses(Object value, String text) {
        assertThat(textOf(value)).isEqualTo("message cannot be sent as JSON: " + text + ": it contains itself");
    }

    @Test
    void referenceToItselfIsRefused() {
        var reference = new AtomicReference<Object>();
        reference.set(reference);

        assertThat(textOf(reference))
                .startsWith("message cannot be sent as JSON: ")
                .hasSizeLessThan(700);
    }

    @Test
    void sameObjectMayStandInSeveralPlaces() {
        var twice = List.of(1);

        assertThat(JsonMessages.encode(List.of(twice, Map.of("a", twice), twice)))
                .asString(UTF_8)
                .isEqualTo("[[1],{\"a\":[1]},[1]]");
    }

    @Test
    void valueIsAtMostThousandDeep() {
        assertThat(JsonMessages.encode(nested(1000))).hasSize(2000);
        assertThat(JsonMessages.encode(Collections.nCopies(2000, List.of()))).hasSize(6001); // side by side
        assertThat(textOf(nested(1001)))
                .startsWith("message cannot be sent as JSON: $[0][0]")
                .endsWith("[0] is java.util.ImmutableCollections$ListN: it is more than 1000 deep")
                .contains("…")
                .hasSizeLessThan(500);
    }

    private static List<Object> nested(int depth) {
        var list = List.of();
        for (int i = 1; i < depth; i++) {
            list = List.of(list);
        }
        return list;
    }

    @Test
    void valueThatDoesNotFitIsRefusedWithItsPlace() {
        record Place(int port) {}
        record Config(List<Place> places) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.decode(
                        "{\"places\":[{\"port\":1},{\"port\":\"x\"}]}".getBytes(UTF_8), Config.class))
                .withMessageStartingWith("message is no Config: ")
                .withMessageEndingWith(" at $.places[1].port");
    }

    private static String textOf(Object value) {
        try {
            return "sent as " + new String(JsonMessages.encode(value), UTF_8);
        } catch (IllegalArgumentException refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }
}
