package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.regex.Pattern;

/** What Jackson says of a failure, without its advice to configure Jackson, which nobody can do here. */
public final class JsonReason {

    private static final int SHOWN = 400;
    private static final Pattern ADVICE = Pattern.compile(" \\((to avoid exception|use a converting)[^)]*\\)");
    private static final Pattern UNSUPPORTED =
            Pattern.compile("Java 8 (?:optional|date/time) type `?([\\w.$]+).* not supported by default.*");

    private JsonReason() {}

    public static String of(IOException failure) {
        var said = failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        var reason = ADVICE.matcher(String.valueOf(said)).replaceAll("");
        var unsupported = UNSUPPORTED.matcher(reason);
        if (failure instanceof UnrecognizedPropertyException) {
            return shortened(reason) + "; see ignoringUnknownMembers()";
        }
        return shortened(unsupported.lookingAt() ? ofClass(unsupported.group(1)) : reason);
    }

    private static String ofClass(String name) {
        return "no value is a " + name
                + (name.startsWith("java.time.")
                        ? "; take an Instant, or its text"
                        : "; take what it contains, or null");
    }

    static String shortened(String reason) {
        return reason.length() > SHOWN ? reason.substring(0, SHOWN) + "…" : reason;
    }
}
