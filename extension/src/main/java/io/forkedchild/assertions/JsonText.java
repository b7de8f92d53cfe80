package io.forkedchild.assertions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as people write it in tests: without the quotes of names, with single quotes around texts. */
final class JsonText {

    private static final ObjectReader LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private JsonText() {}

    /**
     * The text as a tree.
     *
     * @param which names it in the refusal
     * @throws IllegalArgumentException if it is not one value of JSON
     */
    static JsonNode tree(String which, String text) {
        try {
            var tree = LENIENT.readTree(text);
            if (tree.isMissingNode()) {
                throw new IllegalArgumentException(which + " is no JSON: it is empty");
            }
            return tree;
        } catch (JsonProcessingException failure) {
            var place = failure.getLocation();
            var where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new IllegalArgumentException(
                    which + " is no JSON: " + failure.getOriginalMessage() + where + ": " + text, failure);
        }
    }
}
