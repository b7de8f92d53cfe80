package io.forkedchild.assertions;

import io.forkedchild.Message;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is read as a value of a Java type, and meets requirements, if there are some. */
final class TypedMessage<T> extends MessageMatcher {

    private final Class<T> type;
    private final @Nullable Consumer<? super T> requirements;

    TypedMessage(Class<T> type, @Nullable Consumer<? super T> requirements) {
        this.type = type;
        this.requirements = requirements;
    }

    @Override
    boolean matches(Message message) {
        return mismatch(message).equals(Mismatch.NONE);
    }

    @Override
    Mismatch mismatch(Message message) {
        @Nullable T value;
        try {
            value = message.as(type);
        } catch (IllegalArgumentException refusal) {
            return Mismatch.whole(String.valueOf(refusal.getMessage()));
        }
        return value == null ? Mismatch.whole("null is no " + type.getSimpleName()) : mismatch(value);
    }

    private Mismatch mismatch(T value) {
        if (requirements == null) {
            return Mismatch.NONE;
        }
        try {
            requirements.accept(value);
            return Mismatch.NONE;
        } catch (AssertionError failure) {
            return new Mismatch(1, List.of(inALine(String.valueOf(failure.getMessage()))), true);
        } catch (RuntimeException failure) {
            return Mismatch.undecided("the requirements", failure);
        }
    }

    private static String inALine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Override
    String text() {
        return "as " + type.getSimpleName() + (requirements == null ? "" : " that meets the requirements");
    }
}
