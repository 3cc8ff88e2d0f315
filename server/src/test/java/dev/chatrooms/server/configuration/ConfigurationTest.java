package dev.chatrooms.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.server.configuration.Configuration.LogFormat;
import dev.chatrooms.server.configuration.Configuration.LogLevel;
import dev.chatrooms.wire.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @Test
    void readShouldUseDefaultsWhenNothingIsSet() {
        Configuration configuration = read(Map.of("PATH", "/bin"));

        assertThat(configuration.web())
                .isEqualTo(new Configuration.Web(
                        "127.0.0.1",
                        7070,
                        URI.create("http://localhost:7070"),
                        List.of(new Origin("http://localhost:7070")),
                        Duration.ofDays(1),
                        List.of(),
                        Duration.ZERO));
        assertThat(configuration.database().url()).isEmpty();
        assertThat(configuration.database().user()).isEmpty();
        assertThat(configuration.database().password()).isEmpty();
        assertThat(configuration.database().poolSize()).isEqualTo(10);
        assertThat(configuration.dataFolder()).isEqualTo(Path.of("./chatrooms-data"));
        assertThat(configuration.files())
                .isEqualTo(new Configuration.Files(Path.of("./chatrooms-data/files"), Optional.empty(), 26_214_400, 0));
        assertThat(configuration.tokens().keyFile()).startsWithRaw(configuration.dataFolder());
        assertThat(configuration.tokens().keyPassword()).isEmpty();
        assertThat(configuration.tokens().accessLifetime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(configuration.tokens().refreshLifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(configuration.mail().smtp()).isEmpty();
        assertThat(configuration.mail().from()).isEqualTo("chatrooms@localhost");
        assertThat(configuration.accounts()).isEqualTo(new Configuration.Accounts(false, true, 12));
        assertThat(configuration.limits())
                .isEqualTo(new Configuration.Limits(20, 120, 5_000, 5_000, 8, 2_000, 10, 60, 10_000));
        assertThat(configuration.redis()).isEmpty();
        assertThat(configuration.metrics().port()).isEmpty();
        assertThat(configuration.metrics().host()).isEqualTo("127.0.0.1");
        assertThat(configuration.log()).isEqualTo(new Configuration.Log(LogFormat.TEXT, LogLevel.INFO));
    }

    @Test
    void readShouldPreferOptionThenEnvironmentThenFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("chatrooms.conf");
        Files.writeString(file, """
        # all but the last are overridden elsewhere
        CHATROOMS_PORT=1
        CHATROOMS_HOST = 10.0.0.1

        CHATROOMS_BCRYPT_COST=10
        """);

        Configuration configuration = Configuration.read(
                Map.of(Variable.PORT, "3"),
                Map.of(
                        "CHATROOMS_PORT", "2",
                        "CHATROOMS_HOST", "10.0.0.2",
                        "CHATROOMS_CONFIG", file.toString()));

        assertThat(configuration.web().port()).isEqualTo(3);
        assertThat(configuration.web().host()).isEqualTo("10.0.0.2");
        assertThat(configuration.accounts().bcryptCost()).isEqualTo(10);
    }

    @Test
    void readShouldUseDefaultWhenVariableIsEmpty() {
        assertThat(read(Map.of("CHATROOMS_PORT", "")).web().port()).isEqualTo(7070);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT|65536",
                "PORT|-1",
                "PORT|'7070 '",
                "PORT|99999999999999999999",
                "HOST|not a host",
                "DATABASE_URL|jdbc:mysql://host/chat",
                "DATABASE_URL|jdbc:postgresql:chat",
                "DATABASE_URL|jdbc:postgresql://host",
                "DATABASE_URL|jdbc:postgresql://host:0/chat",
                "DATABASE_URL|jdbc:postgresql://host:65536/chat",
                "DATABASE_URL|jdbc:postgresql://host,other:/chat",
                "DATABASE_POOL_SIZE|0",
                "COOKIE_SECONDS|0",
                "ACCESS_TOKEN_SECONDS|0",
                "REFRESH_TOKEN_SECONDS|1.5",
                "PUBLIC_URL|ftp://host",
                "PUBLIC_URL|localhost:7070",
                "PUBLIC_URL|https://host?a=b",
                "PUBLIC_URL|https://user@host",
                "PUBLIC_URL|https://host/a;b",
                "PUBLIC_URL|https://host/a//b",
                "PUBLIC_URL|https://host/a/../b",
                "ALLOWED_ORIGINS|https://host/path",
                "ALLOWED_ORIGINS|https://host/",
                "ALLOWED_ORIGINS|*",
                "ALLOWED_ORIGINS|capacitor://localhost/",
                "ALLOWED_ORIGINS|tauri://user@localhost",
                "ALLOWED_ORIGINS|file://host",
                "ALLOWED_ORIGINS|ws://host",
                "ALLOWED_ORIGINS|https://host,,https://other",
                "SMTP_URL|http://host",
                "SMTP_URL|smtp://host?starttls=maybe",
                "SMTP_URL|smtp://host/path",
                "SMTP_URL|smtps://host?starttls=required",
                "SMTP_URL|smtp://user@host",
                "MAIL_FROM|nobody",
                "MAIL_FROM|.a.@example.org",
                "REQUIRE_VERIFIED_EMAIL|yes",
                "OPEN_REGISTRATION|TRUE",
                "MAX_UPLOAD_BYTES|0",
                "UPLOAD_QUOTA_BYTES|-1",
                "FILES_S3_URL|s3://bucket",
                "FILES_S3_URL|https://endpoint",
                "FILES_S3_URL|https://key:secret@endpoint/bucket",
                "FILES_S3_URL|https://endpoint/bucket?zone=1",
                "FILES_S3_SECRET_KEY_FILE|/no/such/file",
                "CHANGES_PER_MINUTE|-1",
                "NEW_PEOPLE_PER_DAY|x",
                "MAX_OWNED_ROOMS|-1",
                "REQUESTS_IN_FLIGHT|-1",
                "CONNECTIONS_PER_ADDRESS|-1",
                "SENDS_PER_SECOND|-1",
                "LOGINS_PER_MINUTE|many",
                "REGISTRATIONS_PER_HOUR|1e3",
                "REPLAY_LIMIT|0",
                "REDIS_URL|http://host",
                "REDIS_URL|redis:host",
                "BCRYPT_COST|9",
                "BCRYPT_COST|17",
                "METRICS_PORT|65536",
                "METRICS_HOST|a b",
                "DRAIN_SECONDS|-1",
                "DRAIN_SECONDS|3601",
                "TRUSTED_PROXIES|proxy.example.org",
                "TRUSTED_PROXIES|10.0.0.0/33",
                "TRUSTED_PROXIES|10.0.0",
                "TRUSTED_PROXIES|::1/129",
                "TRUSTED_PROXIES|256.1.1.1",
                "LOG_FORMAT|xml",
                "LOG_LEVEL|INFO",
                "CONFIG|/no/such/file",
                "DATABASE_PASSWORD_FILE|/no/such/file",
                "PROT|7070",
            })
    void readShouldNameVariableInOneSentenceWhenInvalid(String name, String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Map.of("CHATROOMS_" + name, value)))
                .satisfies(invalid -> assertThat(invalid.variable()).isEqualTo("CHATROOMS_" + name))
                .satisfies(invalid -> assertThat(invalid.getMessage())
                        .contains("CHATROOMS_" + name)
                        .endsWith(".")
                        .doesNotContain("\n"));
    }

    @Test
    void readShouldAcceptOriginsOfAppsAndExtensions() throws IOException {
        String origins = "capacitor://localhost,tauri://localhost,ionic://localhost:8080,"
                + "chrome-extension://abcdefghijklmnopabcdefghijklmnop,"
                + "moz-extension://0f6b3e5c-2f61-4f4d-9b5a-7d1c5b0e3f5c,"
                + "safari-web-extension://4A7C1D0E-3B9F-4B52-8D5E-1F2A3B4C5D6E";

        assertThat(read(Map.of("CHATROOMS_ALLOWED_ORIGINS", origins)).web().allowedOrigins())
                .extracting(Origin::text)
                .containsExactly(origins.split(","));
    }

    @Test
    void readShouldAcceptEveryKindOfValueWhenWellFormed() throws IOException {
        Configuration configuration = read(Map.ofEntries(
                Map.entry("CHATROOMS_DATABASE_URL", "jdbc:postgresql://a:1,b:2/chat?ssl=true"),
                Map.entry("CHATROOMS_PUBLIC_URL", "https://Chat.example.org:443/rooms/"),
                Map.entry("CHATROOMS_SMTP_URL", "smtp://u:p@host:587?starttls=required"),
                Map.entry("CHATROOMS_REDIS_URL", "rediss://:pw@host:6380/1"),
                Map.entry("CHATROOMS_FILES_S3_URL", "https://s3.example.org/bucket/some/prefix?region=eu-central-1"),
                Map.entry("CHATROOMS_FILES_S3_ACCESS_KEY", "AKIA"),
                Map.entry("CHATROOMS_FILES_S3_SECRET_KEY", "s3cret"),
                Map.entry("CHATROOMS_METRICS_PORT", "0"),
                Map.entry("CHATROOMS_SENDS_PER_SECOND", "0"),
                Map.entry("CHATROOMS_LOG_FORMAT", "json"),
                Map.entry("CHATROOMS_TRUSTED_PROXIES", "10.1.2.3/8, 2001:db8::/32,127.0.0.1")));

        assertThat(configuration.web().publicUrl()).hasToString("https://Chat.example.org:443/rooms");
        assertThat(configuration.web().allowedOrigins()).containsExactly(new Origin("https://chat.example.org"));
        assertThat(configuration.files().bucket().orElseThrow().url())
                .hasToString("https://s3.example.org/bucket/some/prefix?region=eu-central-1");
        assertThat(configuration.metrics().port()).hasValue(0);
        assertThat(configuration.web().trustedProxies())
                .extracting(range -> range.contains(InetAddress.getByName("10.200.0.1")))
                .containsExactly(true, false, false);
        assertThat(configuration.web().trustedProxies())
                .extracting(range -> range.contains(InetAddress.getByName("2001:db8:1::5")))
                .containsExactly(false, true, false);
    }

    @Test
    void readShouldUseFirstLineWhenPasswordIsInFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "s3cret pass\n");

        assertThat(read(Map.of("CHATROOMS_DATABASE_PASSWORD_FILE", file.toString()))
                        .database())
                .extracting(database -> database.password().orElseThrow().reveal())
                .isEqualTo("s3cret pass");
    }

    @Test
    void readShouldFailWhenPasswordIsSetTwice(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "other");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Map.of(
                        "CHATROOMS_DATABASE_PASSWORD", "s3cret", "CHATROOMS_DATABASE_PASSWORD_FILE", file.toString())))
                .withMessageContaining("CHATROOMS_DATABASE_PASSWORD_FILE")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"ACCESS, SECRET", "SECRET, ACCESS"})
    void readShouldNameMissingKeyWhenOnlyOneKeyOfBucketIsSet(String set, String missing) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Map.of("CHATROOMS_FILES_S3_" + set + "_KEY", "s3cret")))
                .satisfies(
                        invalid -> assertThat(invalid.variable()).isEqualTo("CHATROOMS_FILES_S3_" + missing + "_KEY"))
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_URL, smtp://u:s3cret@host:port",
        "SMTP_URL, smtp//u:s3cret@host",
        "REDIS_URL, redis://u:s3cret@",
        "DATABASE_URL, jdbc:oracle://u:s3cret@host/chat?password=s3cret",
        "DATABASE_URL, jdbc:postgresql://127.0.0.1:abc/x?password=s3cret&foo",
        "DATABASE_URL, jdbc:postgresql://u:s3cret@127.0.0.1:abc/x",
        "DATABASE_URL, jdbc:postgresql://u:s3cret@127.0.0.1/x",
        "DATABASE_URL, jdbc:postgresql://127.0.0.1/x?password=s3cret%",
        "PUBLIC_URL, http://u:s3cret@host",
    })
    void readShouldNotQuoteSecretWhenValueIsInvalid(String name, String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Map.of("CHATROOMS_" + name, value)))
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"HOME=/root", "CHATROOMS_PROT=1", "CHATROOMS_CONFIG=other", "nothing", "=1"})
    void readShouldNameLineWhenFileIsInvalid(String line, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("conf"), "# first\n" + line + "\n");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Map.of("CHATROOMS_CONFIG", file.toString())))
                .withMessageContaining("line 2 of " + file);
    }

    @Test
    void readShouldFailWhenFileSetsVariableTwice(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("conf"), "CHATROOMS_PORT=1\nCHATROOMS_PORT=2\n");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(Map.of("CHATROOMS_CONFIG", file.toString())))
                .withMessageContaining("CHATROOMS_PORT is set twice");
    }

    @Test
    void describeShouldListEveryVariableOnceWithoutSecrets() {
        String description = read(Map.of(
                        "CHATROOMS_DATABASE_URL",
                                "jdbc:postgresql://h/d?password=s3cret&s3cret&sslmode=require&socketFactoryArg=s3cret",
                        "CHATROOMS_DATABASE_PASSWORD", "s3cret",
                        "CHATROOMS_JWT_KEY_PASSWORD", "s3cret",
                        "CHATROOMS_FILES_S3_URL", "https://endpoint/bucket",
                        "CHATROOMS_FILES_S3_ACCESS_KEY", "s3cret",
                        "CHATROOMS_FILES_S3_SECRET_KEY", "s3cret",
                        "CHATROOMS_SMTP_URL", "smtp://user:s3cret@host",
                        "CHATROOMS_REDIS_URL", "redis://user:s3cret@host"))
                .describe();

        Set<Variable> merged = Set.of(
                Variable.CONFIG,
                Variable.DATABASE_PASSWORD_FILE,
                Variable.FILES_S3_ACCESS_KEY_FILE,
                Variable.FILES_S3_SECRET_KEY_FILE,
                Variable.IDENTITY_SECRET_FILE);
        assertThat(description.lines().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Variable.values())
                        .filter(variable -> !merged.contains(variable))
                        .map(Variable::fullName)
                        .toList());
        assertThat(description)
                .doesNotContain("s3cret")
                .contains("CHATROOMS_SMTP_URL=smtp://[REDACTED]@host")
                .contains("?password=[REDACTED]&[REDACTED]&sslmode=require&socketFactoryArg=[REDACTED]")
                .contains("CHATROOMS_JWT_KEY_PASSWORD=[REDACTED]")
                .contains("CHATROOMS_PORT=7070");
    }

    @Test
    void toStringShouldHideSecretsWhenWholeRecordIsPrinted() {
        Configuration configuration = read(Map.of(
                "CHATROOMS_DATABASE_PASSWORD", "s3cret",
                "CHATROOMS_SMTP_URL", "smtp://user:s3cret@host"));

        assertThat(configuration.toString()).doesNotContain("s3cret").contains("[REDACTED]");
    }

    private static Configuration read(Map<String, String> environment) {
        return Configuration.read(Map.of(), environment);
    }
}
