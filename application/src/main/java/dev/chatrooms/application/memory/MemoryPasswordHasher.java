package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A hasher with the JDK's PBKDF2 and few iterations: salted, and fast enough to run on the caller's thread. For
 * accounts that do not outlive the process; too weak to protect stolen hashes.
 */
public final class MemoryPasswordHasher implements PasswordHasher {
    private static final int ROUNDS = 1_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern TEXT = Pattern.compile("pbkdf2:([A-Za-z0-9+/]{22}):([A-Za-z0-9+/]{43})");
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();

    @Override
    public CompletableFuture<PasswordHash> hash(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = derive(password.value(), salt);
        return CompletableFuture.completedFuture(
                new PasswordHash("pbkdf2:" + BASE64.encodeToString(salt) + ":" + BASE64.encodeToString(hash)));
    }

    @Override
    public CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash) {
        Matcher parts = TEXT.matcher(hash == null ? "" : hash.value());
        boolean readable = parts.matches();
        byte[] salt = readable ? Base64.getDecoder().decode(parts.group(1)) : new byte[SALT_BYTES];
        byte[] expected = readable ? Base64.getDecoder().decode(parts.group(2)) : new byte[HASH_BITS / Byte.SIZE];
        boolean same = false;
        for (String candidate : password.candidates()) {
            same |= MessageDigest.isEqual(expected, derive(candidate, salt));
        }
        return CompletableFuture.completedFuture(readable && same);
    }

    private static byte[] derive(String password, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }
}
