package io.forkedchild.ipc.json;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.regex.Pattern;

/** A place inside a value: {@code $.job.items[3]}. */
public final class JsonPath {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final int SHOWN = 200;

    private JsonPath() {}

    /** The middle of a long one is left out. */
    static String of(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder("$");
        references.forEach(reference -> append(path, reference));
        return path.length() <= SHOWN
                ? path.toString()
                : path.substring(0, SHOWN / 2) + "…" + path.substring(path.length() - SHOWN / 2);
    }

    private static void append(StringBuilder path, JsonMappingException.Reference reference) {
        var name = reference.getFieldName();
        if (name == null) {
            path.append('[').append(reference.getIndex()).append(']');
        } else {
            path.append(property(name));
        }
    }

    /** The step to a property: {@code .name}, or {@code ["other name"]}. */
    public static String property(String name) {
        return NAME.matcher(name).matches()
                ? "." + name
                : "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }
}
