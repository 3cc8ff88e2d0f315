package dev.chatrooms.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.spi.TokenIssuerContract;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    private static final KeyPair PAIR = SigningKeys.generate(2048);
    private static final KeyPair ANOTHER_PAIR = SigningKeys.generate(2048);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void setUpKeyFile() {
        file = folder.resolve("jwt-key.pem");
    }

    @Test
    void openShouldGenerateAKeyWhenTheFileDoesNotExist() throws Exception {
        SigningKeys created = SigningKeys.open(file, null);

        assertThat(created.current().key().getModulus().bitLength()).isEqualTo(3072);
        assertThat(Files.readString(file))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(filesIn(folder)).containsExactly(file);
        assertThat(created.warnings()).isEmpty();
        assertThat(SigningKeys.open(file, null).verificationKeys()).isEqualTo(created.verificationKeys());
    }

    @Test
    void openShouldUseTheKeyGeneratedInBackgroundWhenTheFileDoesNotExist() {
        Supplier<KeyPair> newKey = SigningKeys.generateInBackground(file);

        SigningKeys created = SigningKeys.open(file, null, newKey);

        assertThat(created.current().key()).isEqualTo(newKey.get().getPublic());
        assertThat(SigningKeys.open(file, null).verificationKeys()).isEqualTo(created.verificationKeys());
    }

    @Test
    void openShouldNotGenerateAKeyWhenTheFileExists() throws Exception {
        write(file, PAIR);

        SigningKeys read = SigningKeys.open(file, null, () -> {
            throw new AssertionError("a key was generated although the file exists");
        });

        assertThat(read.current().key()).isEqualTo(PAIR.getPublic());
    }

    @Test
    void openShouldGenerateAnEncryptedKeyWhenAPasswordIsGiven() throws Exception {
        SigningKeys created = SigningKeys.open(file, "open sesame", () -> PAIR);

        assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(SigningKeys.open(file, "open sesame").verificationKeys()).isEqualTo(created.verificationKeys());
        assertThat(created.warnings()).isEmpty();
    }

    @Test
    void openShouldCreateTheDirectoryWhenItDoesNotExist() {
        Path deep = folder.resolve("not/yet/there.pem");

        SigningKeys.open(deep, null, () -> PAIR);

        assertThat(deep).exists();
    }

    @Test
    void openShouldReturnTheSameKeyWhenNodesStartConcurrently() throws Exception {
        Callable<String> open = () -> SigningKeys.open(file, null, () -> SigningKeys.generate(2048))
                .current()
                .id();
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            Set<String> ids = new HashSet<>();
            for (Future<String> id : nodes.invokeAll(List.of(open, open, open))) {
                ids.add(id.get());
            }
            assertThat(ids).hasSize(1);
            assertThat(filesIn(folder)).containsExactly(file);
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void openShouldDecryptAFileEncryptedByOpenssl() throws Exception {
        // Created by OpenSSL 3.0:
        // openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-256-cbc -pass pass:correct-horse
        Files.copy(
                Path.of(SigningKeysTest.class.getResource("/openssl-aes256.pem").toURI()), file);

        SigningKeys keys = SigningKeys.open(file, "correct-horse");

        assertThat(keys.current().id()).isEqualTo("3LXUF-XCvv_G-1QIvYx7wCN7VrnpivK5TU4w58A_nPo");
        assertUnusable("wrong", "cannot be decrypted: the password is wrong, or the file is damaged.");
    }

    @Test
    void openShouldFailWhenThePasswordIsWrong() {
        SigningKeys.open(file, "open sesame", () -> PAIR);

        assertUnusable("open barley", "cannot be decrypted: the password is wrong, or the file is damaged.");
        assertUnusable(null, "is encrypted, but no password is configured for it.");
        assertUnusable("sésame", "requires a password of printable ASCII characters.");
        assertUnusable("", "requires a password of printable ASCII characters.");
    }

    @Test
    void openShouldLeaveNoFileWhenTheKeyCannotBeCreated() throws Exception {
        assertUnusable("sésame", "requires a password of printable ASCII characters.");
        assertThat(filesIn(folder)).isEmpty();

        Files.writeString(folder.resolve("file"), "");
        file = folder.resolve("file/key.pem");
        assertThatThrownBy(() -> SigningKeys.open(file, null))
                .isInstanceOf(UnusableKeyFile.class)
                .hasMessageStartingWith("The key file " + file + " cannot be");
    }

    @Test
    void openShouldDescribeTheProblemWhenTheFileHasNoUsableKey() throws Exception {
        Files.writeString(file, "hello");
        assertUnusable(null, "contains no key in PEM format.");
        Files.writeString(file, "");
        assertUnusable(null, "contains no key in PEM format.");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n????\n-----END PRIVATE KEY-----\n");
        assertUnusable(null, "is damaged: its content is not base64.");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertUnusable(null, "contains no RSA key, or is damaged.");
        Files.writeString(file, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertUnusable(
                "x", "is damaged, or encrypted with an unsupported scheme (PBES2 with PBKDF2 and AES is supported).");
        Files.writeString(file, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertUnusable(
                null, "contains a key in PKCS#1 format; 'openssl pkcs8 -topk8' converts it to the required PKCS#8.");
        Files.writeString(file, "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertUnusable(null, "contains no RSA key in PKCS#8 format but: EC PRIVATE KEY.");
        Files.writeString(file, publicPem(PAIR));
        assertUnusable(null, "contains a public key, but signing requires a private key.");
        Files.writeString(file, "x".repeat(100_000));
        assertUnusable(null, "is too large for a key.");
    }

    @Test
    void openShouldFailWhenTheKeyIsNotRsaOrTooSmall() throws Exception {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));
        write(file, ec.generateKeyPair());
        assertUnusable(null, "contains no RSA key, or is damaged.");
        write(file, SigningKeys.generate(1024));
        assertUnusable(null, "contains an RSA key of 1024 bits, which is too small (2048 to 8192).");
    }

    @Test
    void openShouldFailWhenTheFileIsADirectory() throws Exception {
        Files.createDirectory(file);

        assertUnusable(null, "is a directory.");
    }

    @Test
    void openShouldWarnWhenOthersCanReadTheFile() throws Exception {
        write(file, PAIR);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(SigningKeys.open(file, null).warnings())
                .containsExactly("The key file " + file
                        + " contains a private key but is accessible to others than its owner;"
                        + " its mode should be 0600.");
    }

    @Test
    void openShouldWarnWhenAPasswordIsGivenButTheKeyIsNotEncrypted() throws Exception {
        write(file, PAIR);

        assertThat(SigningKeys.open(file, "open sesame").warnings())
                .containsExactly(
                        "The key file " + file + " is not encrypted, although a password is configured for it.");
    }

    @Test
    void verifyShouldAcceptTokensOfAPreviousKeyUntilItsFileIsDeleted() throws Exception {
        write(file, PAIR);
        String token = new RsaTokenIssuer(SigningKeys.open(file, null)).issue(TokenIssuerContract.someClaims());

        Path old = folder.resolve("jwt-key.old-2026-11.pem");
        Files.move(file, old);
        SigningKeys both = SigningKeys.open(file, null);

        assertThat(new RsaTokenIssuer(both).verify(token, TokenIssuerContract.ISSUED))
                .isPresent();
        assertThat(both.verificationKeys())
                .extracting(VerificationKey::key)
                .containsExactly(both.current().key(), (RSAPublicKey) PAIR.getPublic());
        assertThat(both.current().key()).isNotEqualTo(PAIR.getPublic());

        Files.delete(old);
        SigningKeys newOnly = SigningKeys.open(file, null);

        assertThat(new RsaTokenIssuer(newOnly).verify(token, TokenIssuerContract.ISSUED))
                .isEmpty();
    }

    @Test
    void openShouldOrderPreviousKeysByDescendingFileName() throws Exception {
        write(file, PAIR);
        write(folder.resolve("jwt-key.old-2026-10.pem"), ANOTHER_PAIR);
        Files.copy(file, folder.resolve("jwt-key.old-2026-09.pem"));
        KeyPair third = SigningKeys.generate(2048);
        Files.writeString(folder.resolve("jwt-key.old-2026-11.pem"), publicPem(third));
        Files.writeString(folder.resolve("jwt-key.old-notes.txt"), "not a key");
        Files.writeString(folder.resolve("other-key.old-2026-11.pem"), "not a key");

        assertThat(SigningKeys.open(file, null).verificationKeys())
                .extracting(key -> (Object) key.key())
                .containsExactly(PAIR.getPublic(), third.getPublic(), ANOTHER_PAIR.getPublic());
    }

    @Test
    void openShouldNameTheFileWhenAPreviousKeyIsDamaged() throws Exception {
        write(file, PAIR);
        Path old = folder.resolve("jwt-key.old-1.pem");
        Files.writeString(old, "hello");

        assertThatThrownBy(() -> SigningKeys.open(file, null))
                .isInstanceOf(UnusableKeyFile.class)
                .hasMessage("The key file " + old + " contains no key in PEM format.");
    }

    @Test
    void thumbprintShouldMatchTheExampleOfRfc7638() throws Exception {
        String n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78"
                + "LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs"
                + "tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2"
                + "QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbI"
                + "SD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4l"
                + "Fd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        RSAPublicKeySpec spec =
                new RSAPublicKeySpec(new BigInteger(1, Base64.getUrlDecoder().decode(n)), BigInteger.valueOf(65_537));
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);

        assertThat(SigningKeys.thumbprint(key)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void toStringShouldContainOnlyKeyIds() {
        SigningKeys keys = SigningKeys.of(PAIR);

        assertThat(keys).hasToString("SigningKeys[" + keys.current().id() + "]");
    }

    private void assertUnusable(String password, String problem) {
        assertThatThrownBy(() -> SigningKeys.open(file, password))
                .isInstanceOf(UnusableKeyFile.class)
                .hasMessage("The key file " + file + " " + problem);
    }

    private static void write(Path file, KeyPair pair) throws IOException {
        Files.deleteIfExists(file);
        KeyFile.create(file, pair, null);
    }

    private static String publicPem(KeyPair pair) {
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\r\n" + base64 + "\r\n-----END PUBLIC KEY-----\r\n";
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        }
    }
}
