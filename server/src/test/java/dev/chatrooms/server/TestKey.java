package dev.chatrooms.server;

import dev.chatrooms.security.SigningKeys;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/**
 * The key that signs tokens in tests, one for each JVM and of the least size that is accepted. A server that finds no
 * key in its data folder generates one, which takes more processor time than everything else at its start.
 */
public final class TestKey {
    private static final KeyPair PAIR = generate();

    private TestKey() {}

    /** Creates the key file of a data folder, and the folder if it does not exist. Returns the folder. */
    public static Path in(Path folder) {
        SigningKeys.open(folder.resolve("jwt-key.pem"), null, () -> PAIR);
        return folder;
    }

    /** Generates a key of the least size that is accepted. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
