package io.forkedchild.js;

/** A {@code Date} that is no time, as {@code new Date(NaN)} is; every other one is a {@link java.time.Instant}. */
public record InvalidDate() {

    @Override
    public String toString() {
        return "Invalid Date";
    }
}
