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
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Computes and verifies password hashes in the format {@code v1:$2b$<cost>$<salt><hash>}: a version and bcrypt's own
 * encoding. The encoding contains cost and salt, so hashes of another cost still verify. The version stands for how the
 * password becomes bcrypt's input:
 *
 * <ul>
 *   <li>A password of up to 72 bytes, bcrypt's limit, is its UTF-8.
 *   <li>A longer password is the base64 of its SHA-512 (88 characters), of which bcrypt uses the first 72, or 432 bits.
 *       Base64 is needed because bcrypt stops at a zero byte, which a raw digest can contain.
 * </ul>
 *
 * <p>Any change of this needs a new version, {@code v2}, and must keep reading {@code v1}. Older hashes are of
 * passwords as typed, newer ones of prepared passwords; both are of version 1, and both are tried.
 */
final class BcryptEncoder {
    private static final String VERSION = "v1:";
    private static final Pattern ENCODED = Pattern.compile("v1:(\\$2b\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53})");
    private static final BCrypt.Version BCRYPT = BCrypt.Version.VERSION_2B;
    private static final LongPasswordStrategy LONG_PASSWORDS = BcryptEncoder::digested;

    private final int cost;
    private final String dummyHash;
    private final LongAdder computations = new LongAdder();

    BcryptEncoder(int cost) {
        this.cost = cost;
        // Not the hash of a known password. It only makes verification take the usual time.
        this.dummyHash = String.format(Locale.ROOT, "$2b$%02d$", cost) + "abcdefghijklmnopqrstuu"
                + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcde";
    }

    PasswordHash hash(Password password) {
        byte[] bytes = password.value().getBytes(StandardCharsets.UTF_8);
        try {
            computations.increment();
            byte[] text = BCrypt.with(BCRYPT, LONG_PASSWORDS).hash(cost, bytes);
            return new PasswordHash(VERSION + new String(text, StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Verifies a password. Computes one hash for each candidate in every case, so that the time does not reveal whether
     * there is a hash. A hash in an unknown format is treated as missing.
     */
    boolean verify(Password password, @Nullable PasswordHash hash) {
        String encoded = hash == null ? null : bcryptOf(hash);
        byte[] text = (encoded == null ? dummyHash : encoded).getBytes(StandardCharsets.US_ASCII);
        boolean verified = false;
        for (String candidate : password.candidates()) {
            verified |= verify(candidate, text);
        }
        return encoded != null && verified;
    }

    private boolean verify(String candidate, byte[] text) {
        byte[] bytes = candidate.getBytes(StandardCharsets.UTF_8);
        try {
            BCrypt.Result result = BCrypt.verifyer(BCRYPT, LONG_PASSWORDS).verify(bytes, text);
            if (result.validFormat) {
                computations.increment(); // otherwise the library has computed nothing
            }
            return result.verified;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Returns the bcrypt hash to verify against if an account has none. */
    String dummyHash() {
        return dummyHash;
    }

    long computations() {
        return computations.sum();
    }

    /** Returns null for another version, and for a cost outside the configurable range: cost 31 would take days. */
    private static @Nullable String bcryptOf(PasswordHash hash) {
        Matcher parts = ENCODED.matcher(hash.value());
        return parts.matches() ? parts.group(1) : null;
    }

    /** Shortens a password of more than 72 bytes. The library calls it for no others. */
    private static byte[] digested(byte[] password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(password);
            return Arrays.copyOf(Base64.getEncoder().encode(digest), BCRYPT.allowedMaxPwLength);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM does not support SHA-512", e);
        }
    }
}
