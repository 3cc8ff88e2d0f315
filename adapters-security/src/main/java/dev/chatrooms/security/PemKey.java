package dev.chatrooms.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A key in PEM format: a private key in PKCS#8, in clear or encrypted with PBES2 (as {@code openssl genpkey
 * -aes-256-cbc} does), or a public key.
 */
final class PemKey {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*KEY)-----\\s*([^-]*?)\\s*-----END \\1-----", Pattern.DOTALL);
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]+");

    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 8192;

    private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;
    // OWASP's recommendation for PBKDF2 with SHA-256. It costs time only once, at startup.
    private static final int ITERATIONS = 600_000;

    private final String label;
    private final byte[] der;

    /** @param label the label of the BEGIN line */
    private PemKey(String label, byte[] der) {
        this.label = label;
        this.der = der;
    }

    static PemKey parse(Path file, String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new UnusableKeyFile(file, "contains no key in PEM format");
        }
        String label = block.group(1);
        switch (label) {
            case PRIVATE, ENCRYPTED, PUBLIC -> {
                try {
                    return new PemKey(
                            label, Base64.getDecoder().decode(block.group(2).replaceAll("\\s", "")));
                } catch (IllegalArgumentException e) {
                    throw new UnusableKeyFile(file, "is damaged: its content is not base64", e);
                }
            }
            case "RSA PRIVATE KEY" ->
                throw new UnusableKeyFile(
                        file,
                        "contains a key in PKCS#1 format; 'openssl pkcs8 -topk8' converts it to the required PKCS#8");
            default -> throw new UnusableKeyFile(file, "contains no RSA key in PKCS#8 format but: " + label);
        }
    }

    boolean isPublic() {
        return label.equals(PUBLIC);
    }

    boolean isEncrypted() {
        return label.equals(ENCRYPTED);
    }

    RSAPublicKey decodePublic(Path file) {
        try {
            return checked(
                    file, (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyFile(file, "contains no RSA key, or is damaged", e);
        }
    }

    /** Decodes a private key and derives its public key. */
    KeyPair decodePair(Path file, @Nullable String password) {
        PKCS8EncodedKeySpec spec = isEncrypted() ? decrypt(file, password) : new PKCS8EncodedKeySpec(der);
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            if (rsa.generatePrivate(spec) instanceof RSAPrivateCrtKey key) {
                RSAPublicKeySpec publicSpec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
                return new KeyPair(checked(file, (RSAPublicKey) rsa.generatePublic(publicSpec)), key);
            }
            throw new UnusableKeyFile(file, "contains an RSA key without its public exponent");
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyFile(file, "contains no RSA key, or is damaged", e);
        }
    }

    static String encode(Path file, PrivateKey key, @Nullable String password) {
        byte[] der = password == null ? key.getEncoded() : encrypt(file, key, password);
        String label = password == null ? PRIVATE : ENCRYPTED;
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private static RSAPublicKey checked(Path file, RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_BITS || bits > MAX_BITS) {
            String problem = bits < MIN_BITS ? "too small" : "too large";
            throw new UnusableKeyFile(
                    file,
                    "contains an RSA key of " + bits + " bits, which is " + problem + " (" + MIN_BITS + " to "
                            + MAX_BITS + ")");
        }
        return key;
    }

    private PKCS8EncodedKeySpec decrypt(Path file, @Nullable String password) {
        if (password == null) {
            throw new UnusableKeyFile(file, "is encrypted, but no password is configured for it");
        }
        Cipher cipher;
        EncryptedPrivateKeyInfo encrypted;
        try {
            encrypted = new EncryptedPrivateKeyInfo(der);
            AlgorithmParameters parameters = encrypted.getAlgParameters();
            // PBES2 parameters print as the JCA name of the scheme that they describe.
            String algorithm = encrypted.getAlgName().equals("PBES2") ? parameters.toString() : encrypted.getAlgName();
            cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret(file, algorithm, password), parameters);
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableKeyFile(
                    file,
                    "is damaged, or encrypted with an unsupported scheme (PBES2 with PBKDF2 and AES is supported)",
                    e);
        }
        try {
            return encrypted.getKeySpec(cipher);
        } catch (InvalidKeySpecException e) {
            throw new UnusableKeyFile(file, "cannot be decrypted: the password is wrong, or the file is damaged", e);
        }
    }

    private static byte[] encrypt(Path file, PrivateKey key, String password) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    secret(file, CIPHER, password),
                    new PBEParameterSpec(salt, ITERATIONS, new IvParameterSpec(iv)));
            // EncryptedPrivateKeyInfo has an object identifier for PBES2 only, not for the name of the scheme.
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot encrypt a key", e);
        }
    }

    private static SecretKey secret(Path file, String algorithm, String password) throws GeneralSecurityException {
        if (!PRINTABLE_ASCII.matcher(password).matches()) {
            // JDK 17 rejects other characters, later JDKs do not. A file must not depend on the JDK that wrote it.
            throw new UnusableKeyFile(file, "requires a password of printable ASCII characters");
        }
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
        } finally {
            spec.clearPassword();
        }
    }
}
