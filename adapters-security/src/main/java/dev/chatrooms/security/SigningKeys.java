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
 * The RSA key that signs access tokens, and older ones that only check them.
 *
 * <p>The current key is one file. An older one lies beside it as {@code <name>.old-<anything>.pem}, where
 * {@code <name>} is the key file's without {@code .pem}; it may be a private key, like the file that it was, or only
 * its public half. So a key is replaced by renaming {@code jwt-key.pem} to {@code jwt-key.old-2026-11.pem} and starting
 * again (a new one is made), and an older one is retired by deleting its file and starting again. Files are read once,
 * on opening.
 *
 * <p>New keys have 3072 bits, the size that NIST SP 800-57 sees as good past 2030 (2048 is not): signing happens only
 * at login and refresh, and checking, once for each token on a node, takes about a tenth of a millisecond. A side
 * benefit: 384 bytes are whole base64 groups, so no two texts spell the same signature. Given keys may have 2048 to
 * 8192 bits.
 */
public final class SigningKeys {
    static final int NEW_KEY_BITS = 3072;
    private static final String PEM = ".pem";

    private final RSAPrivateKey signingKey;
    private final List<VerificationKey> verificationKeys;
    private final List<String> warnings;

    private SigningKeys(RSAPrivateKey signingKey, List<VerificationKey> verificationKeys, List<String> warnings) {
        this.signingKey = signingKey;
        this.verificationKeys = List.copyOf(verificationKeys);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * The keys of this file, which is made if it is not there.
     *
     * @param password what the private keys are encrypted with; null: they are not. Printable ASCII, because older JVMs
     *     read nothing else
     * @throws UnusableKeyFile whatever is wrong, with it or with an older key beside it
     */
    public static SigningKeys open(Path file, @Nullable String password) {
        return open(file, password, () -> generate(NEW_KEY_BITS));
    }

    /**
     * As {@link #open(Path, String)}, with a key that was begun before.
     *
     * @param newKey from {@link #beginNewKey}; asked only if there is no file
     */
    public static SigningKeys open(Path file, @Nullable String password, Supplier<KeyPair> newKey) {
        List<String> warnings = new ArrayList<>();
        if (Files.notExists(file)) {
            KeyFile.create(file, newKey.get(), password);
        }
        KeyPair current = KeyFile.readPair(file, password, warnings);
        Map<String, VerificationKey> keys = new LinkedHashMap<>();
        add(keys, (RSAPublicKey) current.getPublic());
        for (Path older : olderThan(file)) {
            add(keys, KeyFile.readPublic(older, password, warnings));
        }
        return new SigningKeys((RSAPrivateKey) current.getPrivate(), List.copyOf(keys.values()), warnings);
    }

    /**
     * Begins to make a key on another thread, if there is no file yet. In a JVM that has just started that takes about
     * a second, in which something else can be done that has to wait for others. Nothing is written.
     *
     * @return waits for the key
     */
    public static Supplier<KeyPair> beginNewKey(Path file) {
        return Files.notExists(file)
                ? CompletableFuture.supplyAsync(() -> generate(NEW_KEY_BITS))::join
                : () -> generate(NEW_KEY_BITS);
    }

    /** A new key that is kept nowhere: the tokens that it signs end with the process. */
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
            throw new IllegalStateException("this JVM has no RSA", e);
        }
    }

    /** The public keys, the one that signs first, then older ones by name of file, last first. */
    public List<VerificationKey> verificationKeys() {
        return verificationKeys;
    }

    /** What whoever runs the system should know about the key files; sentences to log at the start. */
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

    /**
     * The key's id: its thumbprint after RFC 7638, so that every node and every restart gives the same key the same
     * one.
     */
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
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static void add(Map<String, VerificationKey> keys, RSAPublicKey key) {
        String id = thumbprint(key);
        keys.putIfAbsent(id, new VerificationKey(id, key));
    }

    private static List<Path> olderThan(Path file) {
        String name = String.valueOf(file.getFileName());
        String prefix = (name.endsWith(PEM) ? name.substring(0, name.length() - PEM.length()) : name) + ".old-";
        List<Path> older = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(KeyFile.folderOf(file), path -> {
            String other = String.valueOf(path.getFileName());
            return other.startsWith(prefix) && other.endsWith(PEM);
        })) {
            folder.forEach(older::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new UnusableKeyFile(file, "lies in a folder that cannot be searched for older keys", e);
        }
        older.sort(Comparator.reverseOrder());
        return older;
    }
}
