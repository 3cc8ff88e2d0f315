package dev.chatrooms.security;

import dev.chatrooms.application.account.VerificationKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The RSA key that signs access tokens, and the previous keys that only verify them.
 *
 * <p>The current key is in one file. Previous keys are beside it as {@code <name>.old-<anything>.pem}, where
 * {@code <name>} is the key file's name without {@code .pem}; they may be private or public keys. To rotate the key,
 * rename {@code jwt-key.pem} to, for example, {@code jwt-key.old-2026-11.pem} and restart: a new key is generated. To
 * retire a previous key, delete its file and restart. Files are read once, when they are opened.
 *
 * <p>New keys have 3072 bits, which NIST SP 800-57 considers sufficient beyond 2030, unlike 2048. The cost is small:
 * signing happens only at login and refresh, and verification, once per token and node, takes about 0.1 ms. A signature
 * of 384 bytes also consists of whole base64 groups and thus has a single spelling. Existing keys may have 2048 to 8192
 * bits.
 */
public final class SigningKeys {
    static final int NEW_KEY_BITS = 3072;
    private static final String PEM_SUFFIX = ".pem";

    private final RSAPrivateKey signingKey;
    private final List<VerificationKey> verificationKeys;
    private final List<String> warnings;

    private SigningKeys(RSAPrivateKey signingKey, List<VerificationKey> verificationKeys, List<String> warnings) {
        this.signingKey = signingKey;
        this.verificationKeys = List.copyOf(verificationKeys);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Opens a key file, and generates it if it does not exist.
     *
     * @param password the password of the private keys, or null if they are not encrypted; printable ASCII, because
     *     older JDKs accept no other characters
     * @throws UnusableKeyFile if this file or that of a previous key cannot be used
     */
    public static SigningKeys open(Path file, @Nullable String password) {
        return open(file, password, () -> generate(NEW_KEY_BITS));
    }

    /**
     * Opens a key file like {@link #open(Path, String)}, with a new key that is generated already.
     *
     * @param newKey from {@link #generateInBackground}; called only if there is no file
     */
    public static SigningKeys open(Path file, @Nullable String password, Supplier<KeyPair> newKey) {
        List<String> warnings = new ArrayList<>();
        if (Files.notExists(file)) {
            KeyFile.create(file, newKey.get(), password);
        }
        KeyPair current = KeyFile.readPair(file, password, warnings);
        Map<String, VerificationKey> keys = new LinkedHashMap<>();
        add(keys, (RSAPublicKey) current.getPublic());
        for (Path previous : previousKeys(file)) {
            add(keys, KeyFile.readPublic(previous, password, warnings));
        }
        return new SigningKeys((RSAPrivateKey) current.getPrivate(), List.copyOf(keys.values()), warnings);
    }

    /**
     * Starts generating a key on another thread if the file does not exist. This takes about a second in a JVM that has
     * just started, in which the caller can do other work. Writes nothing.
     *
     * @return a supplier that waits for the key
     */
    public static Supplier<KeyPair> generateInBackground(Path file) {
        return Files.notExists(file)
                ? CompletableFuture.supplyAsync(() -> generate(NEW_KEY_BITS))::join
                : () -> generate(NEW_KEY_BITS);
    }

    /** Generates a key that is not stored. The tokens that it signs become invalid when the process ends. */
    public static SigningKeys generate() {
        return of(generate(NEW_KEY_BITS));
    }

    static SigningKeys of(KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return new SigningKeys(
                (RSAPrivateKey) pair.getPrivate(), List.of(new VerificationKey(thumbprint(key), key)), List.of());
    }

    static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM does not support RSA", e);
        }
    }

    /** Returns the public keys: the current one first, then the previous ones by descending file name. */
    public List<VerificationKey> verificationKeys() {
        return verificationKeys;
    }

    /** Returns warnings about the key files, as sentences to log at startup. */
    public List<String> warnings() {
        return warnings;
    }

    VerificationKey current() {
        return verificationKeys.get(0);
    }

    RSAPrivateKey signingKey() {
        return signingKey;
    }

    @Override
    public String toString() {
        return "SigningKeys"
                + verificationKeys.stream().map(VerificationKey::id).toList();
    }

    /** Returns the id of a key: its RFC 7638 thumbprint, which is the same on every node and after every restart. */
    static String thumbprint(RSAPublicKey key) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String json = "{\"e\":\""
                + base64.encodeToString(unsigned(key.getPublicExponent().toByteArray()))
                + "\",\"kty\":\"RSA\",\"n\":\""
                + base64.encodeToString(unsigned(key.getModulus().toByteArray())) + "\"}";
        try {
            return base64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM does not support SHA-256", e);
        }
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static void add(Map<String, VerificationKey> keys, RSAPublicKey key) {
        String id = thumbprint(key);
        keys.putIfAbsent(id, new VerificationKey(id, key));
    }

    private static List<Path> previousKeys(Path file) {
        String name = String.valueOf(file.getFileName());
        String prefix =
                (name.endsWith(PEM_SUFFIX) ? name.substring(0, name.length() - PEM_SUFFIX.length()) : name) + ".old-";
        List<Path> previous = new ArrayList<>();
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(KeyFile.directoryOf(file), path -> {
            String other = String.valueOf(path.getFileName());
            return other.startsWith(prefix) && other.endsWith(PEM_SUFFIX);
        })) {
            directory.forEach(previous::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new UnusableKeyFile(file, "is in a directory that cannot be searched for previous keys", e);
        }
        previous.sort(Comparator.reverseOrder());
        return previous;
    }
}
