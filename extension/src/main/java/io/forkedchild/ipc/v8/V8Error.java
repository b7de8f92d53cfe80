package io.forkedchild.ipc.v8;

import io.forkedchild.js.JsError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code new TypeError('no', {cause})}: all but the cause is at hand where it begins. */
final class V8Error extends V8Container {
    private String name = "Error";
    private @Nullable String message;
    private @Nullable String stack;
    private @Nullable JsError error;

    V8Error(int start) {
        super(start);
    }

    @Override
    @Nullable
    Object known() {
        return error;
    }

    @Override
    boolean isAtEnd(V8Input input) {
        byte letter = input.raw();
        while (letter != V8Tag.ERROR_END && letter != V8Tag.ERROR_CAUSE) {
            take(letter, input);
            letter = input.raw();
        }
        if (error == null) {
            error = message == null ? JsError.named(name) : JsError.of(name, message);
        } else if (letter == V8Tag.ERROR_CAUSE) {
            throw input.defect("a second cause of an error");
        }
        if (stack != null && error.stack().isEmpty()) {
            error.initStack(stack);
        }
        return letter == V8Tag.ERROR_END;
    }

    private void take(byte letter, V8Input input) {
        if (letter == V8Tag.ERROR_STACK && stack == null) { // Node 20 writes it behind the cause
            stack = input.string();
        } else if (letter == V8Tag.ERROR_MESSAGE && message == null && error == null) {
            message = input.string();
        } else {
            name = V8Names.errorName(letter)
                    .filter(known -> error == null)
                    .orElseThrow(() -> input.defect("an error has no part " + V8Tag.shown(letter) + " here"));
        }
    }

    @Override
    void add(@Nullable Object value, V8Input input) {
        Objects.requireNonNull(error).initCause(value);
    }

    @Override
    Object complete() {
        return Objects.requireNonNull(error);
    }
}
