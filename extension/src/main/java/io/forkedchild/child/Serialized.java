package io.forkedchild.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Objects as text. */
final class Serialized {

    private Serialized() {}

    static @Nullable Object read(String base64) throws IOException, ClassNotFoundException {
        try (var in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            return in.readObject();
        }
    }

    static String write(@Nullable Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (NotSerializableException failure) {
            throw new IllegalStateException(
                    "the result cannot travel to the test: " + failure.getMessage() + " is not Serializable", failure);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
