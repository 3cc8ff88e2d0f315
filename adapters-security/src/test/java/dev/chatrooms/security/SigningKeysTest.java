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
    void nameTheKeyFile() {
        file = folder.resolve("jwt-key.pem");
    }

    @Test
    void openShouldMakeAKeyWhenThereIsNone() throws Exception {
        SigningKeys made = SigningKeys.open(file, null);

        assertThat(made.current().key().getModulus().bitLength()).isEqualTo(3072);
        assertThat(Files.readString(file))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(filesIn(folder)).containsExactly(file);
        assertThat(made.warnings()).isEmpty();
        assertThat(SigningKeys.open(file, null).verificationKeys()).isEqualTo(made.verificationKeys());
    }

    @Test
    void openShouldTakeTheKeyThatWasBegunWhenThereIsNone() {
        Supplier<KeyPair> begun = SigningKeys.beginNewKey(file);

        SigningKeys made = SigningKeys.open(file, null, begun);

        assertThat(made.current().key()).isEqualTo(begun.get().getPublic());
        assertThat(SigningKeys.open(file, null).verificationKeys()).isEqualTo(made.verificationKeys());
    }

    @Test
    void openShouldNotAskForANewKeyWhenThereIsOne() throws Exception {
        write(file, PAIR);

        SigningKeys read = SigningKeys.open(file, null, () -> {
            throw new AssertionError("there is one");
        });

        assertThat(read.current().key()).isEqualTo(PAIR.getPublic());
    }

    @Test
    void openShouldMakeAnEncryptedKeyWhenAPasswordIsGiven() throws Exception {
        SigningKeys made = SigningKeys.open(file, "open sesame");

        assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(SigningKeys.open(file, "open sesame").verificationKeys()).isEqualTo(made.verificationKeys());
        assertThat(made.warnings()).isEmpty();
    }

    @Test
    void openShouldMakeTheFolderWhenThereIsNone() {
        Path deep = folder.resolve("not/yet/there.pem");

        SigningKeys.open(deep, null);

        assertThat(deep).exists();
    }

    @Test
    void openShouldAgreeOnOneKeyWhenManyNodesStartAtOnce() throws Exception {
        Callable<String> open = () -> SigningKeys.open(file, null).current().id();
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
    void openShouldReadTheFileWhenOpensslEncryptedIt() throws Exception {
        // openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-256-cbc -pass
        // pass:correct-horse (OpenSSL 3.0)
        Files.copy(
                Path.of(SigningKeysTest.class.getResource("/openssl-aes256.pem").toURI()), file);

        SigningKeys keys = SigningKeys.open(file, "correct-horse");

        assertThat(keys.current().id()).isEqualTo("3LXUF-XCvv_G-1QIvYx7wCN7VrnpivK5TU4w58A_nPo");
        assertRefused("wrong", "cannot be decrypted: the password is wrong, or it is damaged.");
    }

    @Test
    void openShouldSayWhatIsWrongWhenThePasswordIs() {
        SigningKeys.open(file, "open sesame");

        assertRefused("open barley", "cannot be decrypted: the password is wrong, or it is damaged.");
        assertRefused(null, "is encrypted, but no password for it is configured.");
        assertRefused("sésame", "needs a password of printable ASCII characters.");
        assertRefused("", "needs a password of printable ASCII characters.");
    }

    @Test
    void openShouldLeaveNothingWhenTheKeyCannotBeMade() throws Exception {
        assertRefused("sésame", "needs a password of printable ASCII characters.");
        assertThat(filesIn(folder)).isEmpty();

        Files.writeString(folder.resolve("file"), "");
        file = folder.resolve("file/key.pem");
        assertThatThrownBy(() -> SigningKeys.open(file, null))
                .isInstanceOf(UnusableKeyFile.class)
                .hasMessageStartingWith("The key file " + file + " cannot be");
    }

    @Test
    void openShouldSayWhatIsWrongWhenTheFileHoldsNoUsableKey() throws Exception {
        Files.writeString(file, "hello");
        assertRefused(null, "holds no key in PEM format.");
        Files.writeString(file, "");
        assertRefused(null, "holds no key in PEM format.");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n????\n-----END PRIVATE KEY-----\n");
        assertRefused(null, "is damaged: what it holds is not base64.");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused(null, "holds no RSA key, or is damaged.");
        Files.writeString(file, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertRefused("x", "is damaged, or encrypted in a way that Java cannot read (PBES2 with PBKDF2 and AES is).");
        Files.writeString(file, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertRefused(
                null,
                "holds a key in the older PKCS#1 format, which 'openssl pkcs8 -topk8' turns into the PKCS#8 that is needed.");
        Files.writeString(file, "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertRefused(null, "holds no RSA key in PKCS#8 format but: EC PRIVATE KEY.");
        Files.writeString(file, publicPem(PAIR));
        assertRefused(null, "holds a public key, but signing takes a private one.");
        Files.writeString(file, "x".repeat(100_000));
        assertRefused(null, "is too large to be a key.");
    }

    @Test
    void openShouldRefuseAKeyWhenItIsNotRsaOrOfAnotherSize() throws Exception {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));
        write(file, ec.generateKeyPair());
        assertRefused(null, "holds no RSA key, or is damaged.");
        write(file, SigningKeys.generate(1024));
        assertRefused(null, "holds an RSA key of 1024 bits, which is too small (2048 to 8192).");
    }

    @Test
    void openShouldSayWhatIsWrongWhenTheFileIsAFolder() throws Exception {
        Files.createDirectory(file);

        assertRefused(null, "is a folder.");
    }

    @Test
    void openShouldWarnWhenOthersHaveAccess() throws Exception {
        write(file, PAIR);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(SigningKeys.open(file, null).warnings())
                .containsExactly("The key file " + file
                        + " holds a private key but others than its owner have access to it; its mode should be 0600.");
    }

    @Test
    void openShouldWarnWhenThePasswordProtectsNothing() throws Exception {
        write(file, PAIR);

        assertThat(SigningKeys.open(file, "open sesame").warnings())
                .containsExactly(
                        "The key file " + file + " is not encrypted, although a password for it is configured.");
    }

    @Test
    void verifyShouldTakeTokensOfAnOlderKeyWhenItsFileIsStillThere() throws Exception {
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
    void openShouldTakeOlderKeysLastFirstWhenThereAreSeveral() throws Exception {
        write(file, PAIR);
        write(folder.resolve("jwt-key.old-2026-10.pem"), ANOTHER_PAIR);
        Files.copy(file, folder.resolve("jwt-key.old-2026-09.pem"));
        KeyPair third = SigningKeys.generate(2048);
        Files.writeString(folder.resolve("jwt-key.old-2026-11.pem"), publicPem(third));
        Files.writeString(folder.resolve("jwt-key.old-notes.txt"), "not a key");
        Files.writeString(folder.resolve("other-key.old-2026-11.pem"), "not ours");

        assertThat(SigningKeys.open(file, null).verificationKeys())
                .extracting(key -> (Object) key.key())
                .containsExactly(PAIR.getPublic(), third.getPublic(), ANOTHER_PAIR.getPublic());
    }

    @Test
    void openShouldNameTheFileWhenAnOlderKeyIsDamaged() throws Exception {
        write(file, PAIR);
        Path old = folder.resolve("jwt-key.old-1.pem");
        Files.writeString(old, "hello");

        assertThatThrownBy(() -> SigningKeys.open(file, null))
                .isInstanceOf(UnusableKeyFile.class)
                .hasMessage("The key file " + old + " holds no key in PEM format.");
    }

    @Test
    void thumbprintShouldBeTheOneOfTheRfcWhenTheKeyIs() throws Exception {
        String n =
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs"
                        + "tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbI"
                        + "SD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        RSAPublicKeySpec spec =
                new RSAPublicKeySpec(new BigInteger(1, Base64.getUrlDecoder().decode(n)), BigInteger.valueOf(65_537));
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);

        assertThat(SigningKeys.thumbprint(key)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void toStringShouldNameIdsOnlyWhenPrinted() {
        SigningKeys keys = SigningKeys.of(PAIR);

        assertThat(keys).hasToString("SigningKeys[" + keys.current().id() + "]");
    }

    private void assertRefused(String password, String problem) {
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
