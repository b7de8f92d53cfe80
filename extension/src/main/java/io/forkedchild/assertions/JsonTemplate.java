package io.forkedchild.assertions;

import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.Message;
import io.forkedchild.text.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.javacrumbs.jsonunit.core.Configuration;
import net.javacrumbs.jsonunit.core.Option;
import net.javacrumbs.jsonunit.core.internal.Diff;

/** JSON with placeholders, compared by JsonUnit. */
final class JsonTemplate extends MessageMatcher {

    private static final Pattern PLACEHOLDER = Pattern.compile("[$#]\\{json-unit\\.([^}]*)}(.*)", Pattern.DOTALL);
    private static final List<String> KNOWN =
            List.of("any-boolean", "any-number", "any-string", "ignore", "ignore-element", "regex");

    private final JsonNode template;
    private final boolean isPart;

    private JsonTemplate(JsonNode template, boolean isPart) {
        this.template = template;
        this.isPart = isPart;
    }

    /** @throws IllegalArgumentException if it is no JSON, or has an unknown placeholder */
    static JsonTemplate of(String text) {
        var template = JsonText.tree("json", text);
        texts(template).forEach(JsonTemplate::check);
        return new JsonTemplate(template, false);
    }

    /** This, where objects may have more members. */
    JsonTemplate part() {
        return new JsonTemplate(template, true);
    }

    private static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(part -> texts.addAll(texts(part)));
        return texts;
    }

    /** JsonUnit takes what it does not know for a text, and waits for it. */
    private static void check(String text) {
        var placeholder = PLACEHOLDER.matcher(text);
        if (!placeholder.matches()) {
            return;
        }
        var name = placeholder.group(1);
        if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("json: JsonUnit has no placeholder " + text + "; it has "
                    + String.join(", ", KNOWN) + ", each in ${json-unit." + Marks.CUT + "}");
        }
        if (name.equals("regex")) {
            checkPattern(placeholder.group(2));
        }
    }

    private static void checkPattern(String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException failure) {
            throw new IllegalArgumentException(
                    "json: " + pattern + " is no pattern: " + failure.getDescription(), failure);
        }
    }

    @Override
    boolean matches(Message message) {
        return mismatch(message).equals(Mismatch.NONE);
    }

    @Override
    Mismatch mismatch(Message message) {
        try {
            return mismatch(message.json());
        } catch (IllegalArgumentException refusal) {
            return Mismatch.withoutJson(refusal);
        }
    }

    private Mismatch mismatch(JsonNode actual) {
        var differences = new TemplateDifferences();
        var configuration = Configuration.empty().withTolerance(0).withDifferenceListener(differences);
        var applied = isPart ? configuration.withOptions(Option.IGNORING_EXTRA_FIELDS) : configuration;
        boolean isSimilar =
                Diff.create(template, actual, "message", "", applied).similar();
        return isSimilar ? Mismatch.NONE : Mismatch.of(differences);
    }

    @Override
    String text() {
        return (isPart ? "containing " : "") + template;
    }
}
