package dev.chatrooms.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.server.configuration.Configuration.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration of the tokens of another application. */
class IdentityTest {
    private static final String SECRET = "a secret of thirty-two characters";

    @TempDir
    private Path folder;

    private static Configuration read(Map<String, String> identity) {
        Map<String, String> environment = new HashMap<>();
        identity.forEach((name, value) -> environment.put("CHATROOMS_IDENTITY_" + name, value));
        return Configuration.read(Map.of(), environment);
    }

    private static Configuration withIssuer(Map<String, String> identity) {
        Map<String, String> all = new HashMap<>(identity);
        all.put("ISSUER", "https://app.example.org");
        all.put("AUDIENCE", "chat");
        return read(all);
    }

    @Test
    void identityShouldBeOffByDefault() {
        assertThat(read(Map.of()).identity()).isEmpty();
    }

    @Test
    void secretShouldSelectHs256AndStayHidden() {
        Configuration configuration = withIssuer(Map.of("SECRET", SECRET, "PROVISIONING", "true"));

        Identity identity = configuration.identity().orElseThrow();
        assertThat(identity.tokens().algorithm()).isEqualTo("HS256");
        assertThat(identity.provisioning()).isTrue();
        assertThat(configuration.toString() + configuration.describe()).doesNotContain(SECRET);
    }

    @Test
    void secretMayBeInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");

        assertThat(withIssuer(Map.of("SECRET_FILE", file.toString())).identity())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048, RS256", "EC, 256, ES256"})
    void publicKeyShouldSelectItsAlgorithm(String kind, int size, String algorithm) throws Exception {
        Path file = folder.resolve("key.pem");
        Files.writeString(file, pem(kind, size));

        Identity identity = withIssuer(Map.of("PUBLIC_KEY_FILE", file.toString()))
                .identity()
                .orElseThrow();

        assertThat(identity.tokens().algorithm()).isEqualTo(algorithm);
    }

    private static String pem(String kind, int size) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(size);
        byte[] key = generator.generateKeyPair().getPublic().getEncoded();
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PUBLIC KEY-----\n";
    }

    @Test
    void jwksUrlShouldBeAccepted() {
        Identity identity = withIssuer(Map.of("JWKS_URL", "https://app.example.org/keys", "ALGORITHM", "ES256"))
                .identity()
                .orElseThrow();

        assertThat(identity.tokens().algorithm()).isEqualTo("ES256");
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET, short, CHATROOMS_IDENTITY_SECRET",
        "JWKS_URL, http://app.example.org/keys, https",
        "PUBLIC_KEY_FILE, pom.xml, PEM",
        "PUBLIC_KEY_FILE, missing.pem, missing.pem"
    })
    void invalidKeysShouldBeRefused(String name, String value, String named) {
        assertThatThrownBy(() -> withIssuer(Map.of(name, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(named);
    }

    @Test
    void incompleteSettingsShouldBeRefused() {
        for (Map<String, String> incomplete : List.of(
                Map.of("ISSUER", "https://app.example.org"),
                Map.of("SECRET", SECRET, "ISSUER", "https://app.example.org"),
                Map.of("SECRET", SECRET, "AUDIENCE", "chat"),
                Map.of(
                        "SECRET",
                        SECRET,
                        "JWKS_URL",
                        "https://app.example.org/keys",
                        "ISSUER",
                        "https://app.example.org",
                        "AUDIENCE",
                        "chat"))) {
            assertThatThrownBy(() -> read(incomplete))
                    .as(incomplete.keySet().toString())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("CHATROOMS_IDENTITY_");
        }
    }
}
