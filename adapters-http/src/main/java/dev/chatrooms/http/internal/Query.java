package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.WireId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request, read strictly: an invalid value is refused, not replaced by the default. */
public final class Query {
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?([Zz]|[+-]\\d\\d:\\d\\d)");

    private final Map<String, String> values = new HashMap<>();

    /**
     * Parses a query string.
     *
     * @throws MalformedInput if it is not percent-encoded UTF-8, or names a parameter twice
     */
    public Query(@Nullable String raw) {
        if (raw == null) {
            return;
        }
        for (String part : raw.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw MalformedInput.of("a query parameter occurs twice");
            }
        }
    }

    public @Nullable String text(String name) {
        return values.get(name);
    }

    /**
     * Returns a number; null if it is absent.
     *
     * @throws MalformedInput unless it is an integer within the bounds, or absent
     */
    public @Nullable Long number(String name, long min, long max) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        // Long.parseLong would take "+1" and the digits of every script.
        if (!text.matches("-?[0-9]{1,100}")) {
            throw MalformedInput.field(name, "malformed", "must be an integer");
        }
        BigInteger number = new BigInteger(text);
        if (number.compareTo(BigInteger.valueOf(min)) < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
            throw MalformedInput.field(name, "out_of_range", "must be " + min + " to " + max);
        }
        return number.longValue();
    }

    /**
     * Returns a number, or the default if it is absent.
     *
     * @throws MalformedInput unless it is an integer within the bounds, or absent
     */
    public int number(String name, int min, int max, int otherwise) {
        Long number = number(name, min, max);
        return number == null ? otherwise : number.intValue();
    }

    /**
     * Returns a truth value; null if it is absent.
     *
     * @throws MalformedInput unless it is {@code true} or {@code false}, or absent
     */
    public @Nullable Boolean flag(String name) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw MalformedInput.field(name, "malformed", "must be true or false");
        }
        return text.equals("true");
    }

    /**
     * Returns an id; null if it is absent.
     *
     * @throws MalformedInput unless it is a UUID, or absent
     */
    public @Nullable UUID id(String name) {
        String text = values.get(name);
        return text == null ? null : WireId.parse(name, text);
    }

    /**
     * Returns a time; null if it is absent.
     *
     * @throws MalformedInput unless it is a date with time and zone as RFC 3339 has it, or absent
     */
    public @Nullable Instant moment(String name) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        try {
            // The pattern excludes years with more than four digits.
            if (MOMENT.matcher(text).matches()) {
                return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            }
        } catch (DateTimeParseException e) {
            // The date or the time does not exist.
        }
        throw MalformedInput.field(name, "malformed", "must be a time like 2026-11-20T10:00:00Z");
    }

    /** Returns {@code limit} and {@code cursor}, which all lists have. */
    public PageRequest page() {
        return new PageRequest(
                number("limit", 1, PageRequest.MAX_LIMIT, PageRequest.DEFAULT_LIMIT), values.get("cursor"));
    }

    private static String decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.put((byte) (hex(encoded, i + 1) << 4 | hex(encoded, i + 2)));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) ' ');
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw MalformedInput.of("the query is not percent-encoded UTF-8");
        }
    }

    private static int hex(String text, int index) {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0 || text.charAt(index) > 'f') {
            throw MalformedInput.of("the query is not percent-encoded UTF-8");
        }
        return digit;
    }
}
