package dev.chatrooms.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads RSA and EC public keys in PEM, as {@code openssl … -pubout} writes them. */
public final class PublicKeyFile {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private PublicKeyFile() {}

    /**
     * Reads a key.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it contains no such key
     */
    public static PublicKey read(Path file) throws IOException {
        Matcher pem = PEM.matcher(Files.readString(file));
        if (pem.find()) {
            X509EncodedKeySpec spec =
                    new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
            for (String algorithm : List.of("RSA", "EC")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePublic(spec);
                } catch (GeneralSecurityException e) {
                    // The key is of another algorithm.
                }
            }
        }
        throw new IllegalArgumentException("not an RSA or EC public key in PEM");
    }
}
