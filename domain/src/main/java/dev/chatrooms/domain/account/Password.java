package dev.chatrooms.domain.account;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.TextRules;
import java.text.Normalizer;
import java.util.List;

/**
 * A password in plain text, 8 to 256 code points of any kind. It is prepared as by the profile OpaqueString of RFC
 * 8265, so that it is the same on every keyboard and device: all spaces are U+0020, and the text is in NFC. It exists
 * only between the request and the hash. Prints as {@code [REDACTED]}.
 */
public final class Password {
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 256;
    /** An upper bound for input: NFC composes at most four code points into one. */
    private static final int MAX_TYPED_CHARS = 2 * 4 * MAX_LENGTH;

    private final String value;
    private final String typed;

    /**
     * Checks and prepares a chosen password.
     *
     * @throws InvalidValue {@code empty}, {@code too_short}, {@code too_long} or {@code illegal_character} (NUL or an
     *     unpaired surrogate)
     */
    public Password(String typed) {
        this(typed, false);
    }

    private Password(String typed, boolean mayBeOlder) {
        if (typed.length() > MAX_TYPED_CHARS) {
            throw tooLong();
        }
        this.typed = typed;
        this.value = prepared(typed);
        if (!mayBeOlder || !hasValidLength(typed)) {
            requireValidLength(value);
        }
        if (!TextRules.isStorable(value)) {
            throw new InvalidValue("illegal_character", "must not contain NUL or an unpaired surrogate");
        }
    }

    /**
     * Prepares a password that is compared with a hash. Unlike a chosen one, it may have a valid length only as typed,
     * because the lengths of older passwords were measured so.
     *
     * @throws InvalidValue as the constructor
     */
    public static Password entered(String typed) {
        return new Password(typed, true);
    }

    /** Returns the prepared password. */
    public String value() {
        return value;
    }

    /**
     * Returns the texts of which one has the hash, if the password is right: the prepared one, and the typed one if it
     * differs, because older passwords were hashed as typed.
     */
    public List<String> candidates() {
        return value.equals(typed) ? List.of(value) : List.of(value, typed);
    }

    private static String prepared(String typed) {
        StringBuilder spaced = new StringBuilder(typed.length());
        typed.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(spaced::appendCodePoint);
        return Normalizer.normalize(spaced, Normalizer.Form.NFC);
    }

    private static boolean hasValidLength(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= MIN_LENGTH && length <= MAX_LENGTH;
    }

    private static void requireValidLength(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < MIN_LENGTH) {
            throw new InvalidValue(length == 0 ? "empty" : "too_short", "must be at least 8 characters long");
        }
        if (length > MAX_LENGTH) {
            throw tooLong();
        }
    }

    private static InvalidValue tooLong() {
        return new InvalidValue("too_long", "must be at most 256 characters long");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && value.equals(password.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
