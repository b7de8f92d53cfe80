package io.forkedchild.js;

import java.math.BigInteger;

/**
 * A primitive in an object, as {@code new Number(1)} or {@code Object(1n)} is.
 *
 * @param primitive a {@link Boolean}, {@link Double}, {@link String} or {@link BigInteger}
 */
public record Boxed(Object primitive) {

    /**
     * An object around this primitive; an {@link Integer} becomes a {@link Double}.
     *
     * @throws IllegalArgumentException if it is of another class
     */
    public Boxed {
        if (primitive instanceof Integer number) {
            primitive = number.doubleValue();
        }
        if (!(primitive instanceof Boolean
                || primitive instanceof Double
                || primitive instanceof String
                || primitive instanceof BigInteger)) {
            throw new IllegalArgumentException("primitive must be a Boolean, Double, String or BigInteger, but is a "
                    + primitive.getClass().getName());
        }
    }

    @Override
    public String toString() {
        return "Object(" + primitive + ")";
    }
}
