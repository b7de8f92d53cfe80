package io.forkedchild.js;

/** JavaScript's {@code undefined}, which is not {@code null}. */
public enum Undefined {
    /** The only one. */
    UNDEFINED;

    @Override
    public String toString() {
        return "undefined";
    }
}
