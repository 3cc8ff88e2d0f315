package dev.chatrooms.domain.metadata;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object strictly, as RFC 8259 defines it. Duplicate names are errors. */
final class JsonReader {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    /** A Long holds any integer of as many digits. */
    private static final int LONG_DIGITS = 18;

    private final String json;
    private int at;

    private JsonReader(String json) {
        this.json = json;
    }

    /**
     * Returns the members of an object.
     *
     * @throws InvalidValue {@code malformed}, {@code too_deep} or {@code illegal_character}
     */
    static Map<String, @Nullable Object> object(String json) {
        JsonReader reader = new JsonReader(json);
        reader.skipSpace();
        Map<String, @Nullable Object> object = reader.object(1);
        reader.skipSpace();
        if (reader.at < json.length()) {
            throw malformed();
        }
        return object;
    }

    private @Nullable Object value(int depth) {
        return switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        begin('{', depth);
        Map<String, @Nullable Object> members = new TreeMap<>();
        boolean more = !skips('}');
        while (more) {
            String name = string();
            skipSpace();
            expect(':');
            skipSpace();
            if (members.containsKey(name)) {
                throw malformed();
            }
            members.put(name, value(depth));
            more = continues('}');
        }
        return Collections.unmodifiableMap(members);
    }

    private List<@Nullable Object> array(int depth) {
        begin('[', depth);
        List<@Nullable Object> elements = new ArrayList<>();
        boolean more = !skips(']');
        while (more) {
            elements.add(value(depth));
            more = continues(']');
        }
        return Collections.unmodifiableList(elements);
    }

    private void begin(char bracket, int depth) {
        expect(bracket);
        if (depth > Metadata.MAX_DEPTH) {
            throw tooDeep();
        }
        skipSpace();
    }

    /** Skips a comma or a closing bracket. Returns whether it was a comma. */
    private boolean continues(char closing) {
        skipSpace();
        if (skips(closing)) {
            return false;
        }
        expect(',');
        skipSpace();
        return true;
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!json.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        return value;
    }

    private Number number() {
        Matcher number = NUMBER.matcher(json).region(at, json.length());
        if (!number.lookingAt()) {
            throw malformed();
        }
        at = number.end();
        String digits = number.group();
        boolean isShort = digits.length() <= LONG_DIGITS && number.group(1) == null && number.group(2) == null;
        try {
            return isShort ? (Number) Long.valueOf(digits) : (Number) new BigDecimal(digits);
        } catch (NumberFormatException e) {
            // The exponent has more than ten digits.
            throw malformed();
        }
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < 0x20) {
                throw malformed();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        if (!TextRules.isStorable(text.toString())) {
            throw new InvalidValue("illegal_character", "must not contain NUL or an unpaired surrogate");
        }
        return text.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed();
        };
    }

    private char unicode() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private void skipSpace() {
        while (at < json.length() && " \t\n\r".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skips(char c) {
        boolean found = at < json.length() && json.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    private void expect(char c) {
        if (!skips(c)) {
            throw malformed();
        }
    }

    private char peek() {
        if (at == json.length()) {
            throw malformed();
        }
        return json.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private static InvalidValue malformed() {
        return new InvalidValue("malformed", "must be a JSON object without duplicate names");
    }

    static InvalidValue tooDeep() {
        return new InvalidValue("too_deep", "must have at most " + Metadata.MAX_DEPTH + " levels");
    }
}
