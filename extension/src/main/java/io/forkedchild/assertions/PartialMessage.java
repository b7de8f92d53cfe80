package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.text.Marks;

/** A part of a message, not yet in the serialization of a child. */
final class PartialMessage extends MessageMatcher {

    private final Object part;

    private PartialMessage(Object part) {
        this.part = part;
    }

    /** @throws IllegalArgumentException if it has no parts itself */
    static MessageMatcher of(Object part) {
        if (part instanceof JsonTemplate template) {
            return template.part();
        }
        if (part instanceof MessageMatcher) {
            throw new IllegalArgumentException(
                    "part: must be an object, an array or json(" + Marks.CUT + "), was a matcher: " + part);
        }
        if (part instanceof CharSequence || part instanceof Number || part instanceof Boolean) {
            throw new IllegalArgumentException(
                    "part: must be an object or an array, was " + PlainValue.text(PlainValue.of(part))
                            + "; expect the value itself, or json(" + Marks.CUT + ") for a text of JSON");
        }
        return new PartialMessage(part);
    }

    @Override
    MessageMatcher on(ForkedChild child, String which) {
        return ExpectedMessage.part(child, which, part);
    }

    @Override
    boolean matches(Message message) {
        throw unbound();
    }

    @Override
    Mismatch mismatch(Message message) {
        throw unbound();
    }

    private static IllegalStateException unbound() {
        return new IllegalStateException("which serialization it has is not known yet");
    }

    @Override
    String text() {
        return "containing " + PlainValue.text(PlainValue.of(part));
    }
}
