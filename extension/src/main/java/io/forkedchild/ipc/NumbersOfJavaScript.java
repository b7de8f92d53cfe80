package io.forkedchild.ipc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.util.Objects;

/** Writes, as {@code JSON.stringify} does, {@code null} for what is no finite number, and no minus before zero. */
final class NumbersOfJavaScript extends JsonGeneratorDelegate {

    NumbersOfJavaScript(JsonGenerator target) {
        super(target, false);
    }

    @Override
    public void writeNumber(float value) throws IOException {
        writeNumber((double) value);
    }

    @Override
    public void writeNumber(double value) throws IOException {
        if (Double.isFinite(value)) {
            super.writeNumber(value + 0.0); // turns -0.0 into 0.0
        } else {
            writeNull();
        }
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, array.length);
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }
}
