package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses, as {@code JSON.stringify} does, an object inside itself; and what is so deep that the stack might end. */
final class JsonNesting extends JsonGeneratorDelegate {

    private static final int DEEPEST = 1000;

    /** The objects and arrays around the place of writing. */
    private final List<@Nullable Object> around = new ArrayList<>();

    JsonNesting(JsonGenerator target) {
        super(target, false);
    }

    private void enter(@Nullable Object value) throws JsonMappingException {
        for (var one : around) {
            if (value != null && one == value) {
                throw refusal(value, "it contains itself");
            }
        }
        if (around.size() == DEEPEST) {
            throw refusal(value, "it is more than " + DEEPEST + " deep");
        }
        around.add(value);
    }

    private JsonMappingException refusal(@Nullable Object value, String why) {
        var type = TypeFactory.defaultInstance().constructType(value == null ? Object.class : value.getClass());
        return InvalidDefinitionException.from(this, why, type);
    }

    private void leave() {
        around.remove(around.size() - 1);
    }

    @Override
    public void writeStartArray() throws IOException {
        enter(null);
        super.writeStartArray();
    }

    @Override
    public void writeStartArray(Object value) throws IOException {
        enter(value);
        super.writeStartArray(value);
    }

    @Override
    public void writeStartArray(Object value, int size) throws IOException {
        enter(value);
        super.writeStartArray(value, size);
    }

    @Override
    public void writeEndArray() throws IOException {
        leave();
        super.writeEndArray();
    }

    @Override
    public void writeStartObject() throws IOException {
        enter(null);
        super.writeStartObject();
    }

    @Override
    public void writeStartObject(Object value) throws IOException {
        enter(value);
        super.writeStartObject(value);
    }

    @Override
    public void writeStartObject(Object value, int size) throws IOException {
        enter(value);
        super.writeStartObject(value, size);
    }

    @Override
    public void writeEndObject() throws IOException {
        leave();
        super.writeEndObject();
    }
}
