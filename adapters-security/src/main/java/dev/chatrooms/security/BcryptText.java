package dev.chatrooms.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a stored hash says and how it is computed: {@code v1:} and bcrypt's own text, {@code $2b$<cost>$<salt><hash>}.
 * The cost and the salt are in the text, so hashes of another cost go on verifying; {@code v1} stands for all that is
 * not:
 *
 * <ul>
 *   <li>the password's UTF-8, as it is, up to the 72 bytes that bcrypt looks at;
 *   <li>of a longer one the SHA-512 in base64 (88 characters), of which bcrypt looks at the first 72, or 432 bits.
 *       Base64, because bcrypt takes a zero byte, as raw digests have, for the end.
 * </ul>
 *
 * Whoever changes any of this takes {@code v2}, and keeps reading {@code v1}.
 */
final class BcryptText {
    private static final String VERSION = "v1:";
    private static final Pattern TEXT = Pattern.compile("v1:(\\$2b\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53})");
    private static final BCrypt.Version BCRYPT = BCrypt.Version.VERSION_2B;
    private static final LongPasswordStrategy LONG_PASSWORDS = BcryptText::shortened;

    private final int cost;
    private final String nobody;
    private final LongAdder computations = new LongAdder();

    BcryptText(int cost) {
        this.cost = cost;
        // Of no password that anybody knows: it is here to be computed against, not to match.
        this.nobody = "$2b$" + cost + "$" + "abcdefghijklmnopqrstuu" + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcde";
    }

    PasswordHash hash(Password password) {
        byte[] secret = password.value().getBytes(StandardCharsets.UTF_8);
        try {
            computations.increment();
            byte[] text = BCrypt.with(BCRYPT, LONG_PASSWORDS).hash(cost, secret);
            return new PasswordHash(VERSION + new String(text, StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Computes exactly one hash, whatever it is given; what this class has not written is computed like no hash at all.
     */
    boolean verify(Password password, @Nullable PasswordHash hash) {
        String known = hash == null ? null : bcryptOf(hash);
        String text = known == null ? nobody : known;
        byte[] secret = password.value().getBytes(StandardCharsets.UTF_8);
        try {
            BCrypt.Result result =
                    BCrypt.verifyer(BCRYPT, LONG_PASSWORDS).verify(secret, text.getBytes(StandardCharsets.US_ASCII));
            if (result.validFormat) {
                computations.increment(); // otherwise the library has not computed anything
            }
            return known != null && result.verified;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** What is computed against where there is no hash. */
    String nobody() {
        return nobody;
    }

    long computations() {
        return computations.sum();
    }

    /** Null for a text of another version, or of a cost that nobody can configure: 31 would hold a thread for days. */
    private static @Nullable String bcryptOf(PasswordHash hash) {
        Matcher parts = TEXT.matcher(hash.value());
        return parts.matches() ? parts.group(1) : null;
    }

    /** Called by the library for passwords that are over 72 bytes, and only for them. */
    private static byte[] shortened(byte[] password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(password);
            return Arrays.copyOf(Base64.getEncoder().encode(digest), BCRYPT.allowedMaxPwLength);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-512", e);
        }
    }
}
