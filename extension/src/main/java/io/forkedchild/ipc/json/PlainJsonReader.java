package io.forkedchild.ipc.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text into Java's own classes, those that Jackson would choose. */
final class PlainJsonReader {

    private static final int DIGITS_OF_INT = 9;
    private static final int DIGITS_AT_ONCE = 1000;
    private static final int DIGITS_OF_LONG = 18;

    private final String text;
    private int at;

    PlainJsonReader(String text) {
        this.text = text;
    }

    @Nullable
    Object message() {
        var value = value(0);
        skipBlanks();
        if (at < text.length()) {
            throw refusal("more than one value");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > PlainJson.DEEPEST) {
            throw refusal("too deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        at++;
        if (isNext('}')) {
            return members;
        }
        do {
            skipBlanks();
            var name = string();
            expect(':');
            members.put(name, value(depth + 1));
        } while (isNext(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> array(int depth) {
        var elements = new ArrayList<@Nullable Object>();
        at++;
        if (isNext(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
        } while (isNext(','));
        expect(']');
        return elements;
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw refusal("no value");
        }
        at += word.length();
        return value;
    }

    // ---- text

    private String string() {
        if (peek() != '"') {
            throw refusal("no text");
        }
        int from = ++at;
        while (peek() != '"' && peek() != '\\') {
            if (text.charAt(at++) < ' ') {
                throw refusal("a control character in a text");
            }
        }
        var string = text.substring(from, at);
        return peek() == '"' ? ended(string) : escaped(new StringBuilder(string));
    }

    private String ended(String string) {
        at++;
        return string;
    }

    private String escaped(StringBuilder string) {
        while (peek() != '"') {
            char one = text.charAt(at++);
            if (one < ' ') {
                throw refusal("a control character in a text");
            }
            string.append(one == '\\' ? escape() : one);
        }
        return ended(string.toString());
    }

    private char escape() {
        char escaped = peek();
        at++;
        return switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> fourDigits();
            default -> throw refusal("an unknown escape");
        };
    }

    private char fourDigits() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw refusal("no hexadecimal digit");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    // ---- numbers

    private Number number() {
        int from = at;
        at += peek() == '-' ? 1 : 0;
        int digits = digits();
        if (digits > 1 && text.charAt(at - digits) == '0') {
            throw refusal("a number that begins with 0");
        }
        boolean hasFraction = fraction();
        boolean hasExponent = exponent();
        var number = text.substring(from, at);
        if (hasFraction || hasExponent) {
            return Double.valueOf(number);
        }
        return digits <= DIGITS_OF_INT ? (Number) Integer.valueOf(number) : large(number, digits);
    }

    private static Number large(String number, int digits) {
        if (digits <= DIGITS_OF_LONG) {
            long value = Long.parseLong(number);
            return value == (int) value ? (Number) (int) value : (Number) value;
        }
        var value = number.startsWith("-") ? integer(number.substring(1)).negate() : integer(number);
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    /** Java's own constructor takes seconds for a million digits. */
    private static BigInteger integer(String digits) {
        if (digits.length() <= DIGITS_AT_ONCE) {
            return new BigInteger(digits);
        }
        int low = digits.length() / 2;
        var high = integer(digits.substring(0, digits.length() - low));
        return high.multiply(BigInteger.TEN.pow(low)).add(integer(digits.substring(digits.length() - low)));
    }

    private boolean fraction() {
        if (at == text.length() || text.charAt(at) != '.') {
            return false;
        }
        at++;
        digits();
        return true;
    }

    private boolean exponent() {
        if (at == text.length() || (text.charAt(at) != 'e' && text.charAt(at) != 'E')) {
            return false;
        }
        at++;
        at += peek() == '+' || peek() == '-' ? 1 : 0;
        digits();
        return true;
    }

    private int digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw refusal("no value");
        }
        return at - from;
    }

    // ---- characters

    private char peek() {
        if (at == text.length()) {
            throw refusal("it ends in the middle");
        }
        return text.charAt(at);
    }

    private boolean isNext(char wanted) {
        skipBlanks();
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) {
        if (!isNext(wanted)) {
            throw refusal("something is missing");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException refusal(String why) {
        return new IllegalArgumentException(
                "message is not JSON: ".concat(why).concat(" at ").concat(String.valueOf(at)));
    }
}
