package dev.chatrooms.server.configuration;

import dev.chatrooms.server.configuration.Configuration.Accounts;
import dev.chatrooms.server.configuration.Configuration.Bucket;
import dev.chatrooms.server.configuration.Configuration.Database;
import dev.chatrooms.server.configuration.Configuration.Files;
import dev.chatrooms.server.configuration.Configuration.Limits;
import dev.chatrooms.server.configuration.Configuration.Log;
import dev.chatrooms.server.configuration.Configuration.LogFormat;
import dev.chatrooms.server.configuration.Configuration.LogLevel;
import dev.chatrooms.server.configuration.Configuration.Mail;
import dev.chatrooms.server.configuration.Configuration.Metrics;
import dev.chatrooms.server.configuration.Configuration.Tokens;
import dev.chatrooms.server.configuration.Configuration.Web;
import dev.chatrooms.wire.AddressRange;
import dev.chatrooms.wire.Origin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Parses and validates the raw values into a configuration. */
final class ConfigurationReader {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_DRAIN_SECONDS = 3600;

    private final RawValues values;
    private final SecretReader secrets;

    ConfigurationReader(RawValues values) {
        this.values = values;
        this.secrets = new SecretReader(values);
    }

    Configuration read() {
        Path data = ValueParser.path(Variable.DATA_DIR, values.required(Variable.DATA_DIR));
        return new Configuration(
                web(),
                database(),
                data,
                files(data),
                tokens(data),
                new IdentityReader(values, secrets).read(),
                new Mail(
                        secrets.smtpUrl(),
                        ValueParser.mailAddress(Variable.MAIL_FROM, values.required(Variable.MAIL_FROM))),
                accounts(),
                limits(),
                secrets.redisUrl(),
                metrics(),
                new Log(
                        ValueParser.choice(
                                Variable.LOG_FORMAT, values.required(Variable.LOG_FORMAT), LogFormat.values()),
                        ValueParser.choice(Variable.LOG_LEVEL, values.required(Variable.LOG_LEVEL), LogLevel.values())),
                values.set());
    }

    private Web web() {
        URI publicUrl = ValueParser.webUrl(Variable.PUBLIC_URL, values.required(Variable.PUBLIC_URL));
        return new Web(
                ValueParser.host(Variable.HOST, values.required(Variable.HOST)),
                number(Variable.PORT, 0, MAX_PORT),
                publicUrl,
                values.text(Variable.ALLOWED_ORIGINS)
                        .map(value -> ValueParser.list(
                                Variable.ALLOWED_ORIGINS,
                                value,
                                "a comma-separated list of origins like https://chat.example.org",
                                Origin::parse))
                        .orElse(List.of(Origin.of(publicUrl))),
                seconds(Variable.COOKIE_SECONDS),
                values.text(Variable.TRUSTED_PROXIES)
                        .map(value -> ValueParser.list(
                                Variable.TRUSTED_PROXIES,
                                value,
                                "a comma-separated list of IP addresses or CIDR blocks like 10.0.0.0/8",
                                AddressRange::parse))
                        .orElse(List.of()),
                Duration.ofSeconds(number(Variable.DRAIN_SECONDS, 0, MAX_DRAIN_SECONDS)));
    }

    private Database database() {
        return new Database(
                secrets.databaseUrl(),
                values.text(Variable.DATABASE_USER),
                secrets.secretOrFile(Variable.DATABASE_PASSWORD, Variable.DATABASE_PASSWORD_FILE),
                number(Variable.DATABASE_POOL_SIZE, 1, Integer.MAX_VALUE));
    }

    private Tokens tokens(Path data) {
        return new Tokens(
                values.path(Variable.JWT_KEY_FILE).orElse(data.resolve("jwt-key.pem")),
                secrets.secret(Variable.JWT_KEY_PASSWORD),
                seconds(Variable.ACCESS_TOKEN_SECONDS),
                seconds(Variable.REFRESH_TOKEN_SECONDS));
    }

    private Accounts accounts() {
        return new Accounts(
                flag(Variable.REQUIRE_VERIFIED_EMAIL),
                flag(Variable.OPEN_REGISTRATION),
                number(Variable.BCRYPT_COST, 10, 16));
    }

    private Limits limits() {
        return new Limits(
                number(Variable.SENDS_PER_SECOND, 0, Integer.MAX_VALUE),
                number(Variable.CHANGES_PER_MINUTE, 0, Integer.MAX_VALUE),
                number(Variable.NEW_PEOPLE_PER_DAY, 0, Integer.MAX_VALUE),
                number(Variable.MAX_OWNED_ROOMS, 0, Integer.MAX_VALUE),
                number(Variable.REQUESTS_IN_FLIGHT, 0, Integer.MAX_VALUE),
                number(Variable.CONNECTIONS_PER_ADDRESS, 0, Integer.MAX_VALUE),
                number(Variable.LOGINS_PER_MINUTE, 0, Integer.MAX_VALUE),
                number(Variable.REGISTRATIONS_PER_HOUR, 0, Integer.MAX_VALUE),
                number(Variable.REPLAY_LIMIT, 1, Integer.MAX_VALUE));
    }

    private Metrics metrics() {
        return new Metrics(
                ValueParser.host(Variable.METRICS_HOST, values.required(Variable.METRICS_HOST)),
                values.text(Variable.METRICS_PORT).isPresent()
                        ? OptionalInt.of(number(Variable.METRICS_PORT, 0, MAX_PORT))
                        : OptionalInt.empty());
    }

    private Files files(Path data) {
        return new Files(
                values.path(Variable.FILES_DIR).orElse(data.resolve("files")),
                bucket(),
                bytes(Variable.MAX_UPLOAD_BYTES, 1),
                bytes(Variable.UPLOAD_QUOTA_BYTES, 0));
    }

    private Optional<Bucket> bucket() {
        Optional<Secret> accessKey =
                secrets.secretOrFile(Variable.FILES_S3_ACCESS_KEY, Variable.FILES_S3_ACCESS_KEY_FILE);
        Optional<Secret> secretKey =
                secrets.secretOrFile(Variable.FILES_S3_SECRET_KEY, Variable.FILES_S3_SECRET_KEY_FILE);
        if (accessKey.isPresent() != secretKey.isPresent()) {
            Variable missing = accessKey.isPresent() ? Variable.FILES_S3_SECRET_KEY : Variable.FILES_S3_ACCESS_KEY;
            throw new ConfigurationException(
                    missing.fullName(),
                    missing.fullName() + " is missing: the access key and the secret key belong together.");
        }
        return values.text(Variable.FILES_S3_URL)
                .map(url -> new Bucket(ValueParser.bucketUrl(Variable.FILES_S3_URL, url), accessKey, secretKey));
    }

    private int number(Variable variable, int min, int max) {
        return (int) ValueParser.number(variable, values.required(variable), min, max);
    }

    private long bytes(Variable variable, long min) {
        return ValueParser.number(variable, values.required(variable), min, Long.MAX_VALUE);
    }

    private Duration seconds(Variable variable) {
        return Duration.ofSeconds(number(variable, 1, Integer.MAX_VALUE));
    }

    private boolean flag(Variable variable) {
        return ValueParser.flag(variable, values.required(variable));
    }
}
