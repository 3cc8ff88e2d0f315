package dev.chatrooms.bootstrap.configuration;

import dev.chatrooms.bootstrap.configuration.Configuration.Accounts;
import dev.chatrooms.bootstrap.configuration.Configuration.Database;
import dev.chatrooms.bootstrap.configuration.Configuration.Limits;
import dev.chatrooms.bootstrap.configuration.Configuration.Log;
import dev.chatrooms.bootstrap.configuration.Configuration.LogFormat;
import dev.chatrooms.bootstrap.configuration.Configuration.LogLevel;
import dev.chatrooms.bootstrap.configuration.Configuration.Mail;
import dev.chatrooms.bootstrap.configuration.Configuration.Metrics;
import dev.chatrooms.bootstrap.configuration.Configuration.Tokens;
import dev.chatrooms.bootstrap.configuration.Configuration.Web;
import dev.chatrooms.http.settings.AddressRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Makes the configuration out of what was given. */
final class ConfigurationReader {

    private static final int HIGHEST_PORT = 65_535;

    private final GivenValues given;
    private final SecretValues secrets;

    ConfigurationReader(GivenValues given) {
        this.given = given;
        this.secrets = new SecretValues(given);
    }

    Configuration read() {
        Path data = Values.path(Variable.DATA_DIR, given.required(Variable.DATA_DIR));
        return new Configuration(
                web(),
                database(),
                data,
                given.path(Variable.FILES_DIR).orElse(data.resolve("files")),
                tokens(data),
                new Mail(secrets.smtpUrl(), Values.mailAddress(Variable.MAIL_FROM, given.required(Variable.MAIL_FROM))),
                accounts(),
                limits(),
                secrets.redisUrl(),
                metrics(),
                new Log(
                        Values.choice(Variable.LOG_FORMAT, given.required(Variable.LOG_FORMAT), LogFormat.values()),
                        Values.choice(Variable.LOG_LEVEL, given.required(Variable.LOG_LEVEL), LogLevel.values())));
    }

    private Web web() {
        URI publicUrl = Values.webAddress(Variable.PUBLIC_URL, given.required(Variable.PUBLIC_URL));
        return new Web(
                Values.host(Variable.HOST, given.required(Variable.HOST)),
                number(Variable.PORT, 0, HIGHEST_PORT),
                publicUrl,
                given.text(Variable.ALLOWED_ORIGINS)
                        .map(value -> Values.list(
                                Variable.ALLOWED_ORIGINS,
                                value,
                                "origins like https://chat.example.org by comma",
                                Origin::parse))
                        .orElse(List.of(Origin.of(publicUrl))),
                seconds(Variable.COOKIE_SECONDS),
                given.text(Variable.TRUSTED_PROXIES)
                        .map(value -> Values.list(
                                Variable.TRUSTED_PROXIES,
                                value,
                                "IP addresses or CIDR blocks like 10.0.0.0/8 by comma",
                                AddressRange::parse))
                        .orElse(List.of()));
    }

    private Database database() {
        return new Database(
                secrets.databaseUrl(),
                given.text(Variable.DATABASE_USER),
                secrets.secretOrFile(Variable.DATABASE_PASSWORD, Variable.DATABASE_PASSWORD_FILE),
                number(Variable.DATABASE_POOL_SIZE, 1, Integer.MAX_VALUE));
    }

    private Tokens tokens(Path data) {
        return new Tokens(
                given.path(Variable.JWT_KEY_FILE).orElse(data.resolve("jwt-key.pem")),
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
                Values.number(Variable.MAX_UPLOAD_BYTES, given.required(Variable.MAX_UPLOAD_BYTES), 1, Long.MAX_VALUE),
                number(Variable.SENDS_PER_SECOND, 0, Integer.MAX_VALUE),
                number(Variable.LOGINS_PER_MINUTE, 0, Integer.MAX_VALUE),
                number(Variable.REGISTRATIONS_PER_HOUR, 0, Integer.MAX_VALUE),
                number(Variable.REPLAY_LIMIT, 1, Integer.MAX_VALUE));
    }

    private Metrics metrics() {
        return new Metrics(
                Values.host(Variable.METRICS_HOST, given.required(Variable.METRICS_HOST)),
                given.text(Variable.METRICS_PORT).isPresent()
                        ? OptionalInt.of(number(Variable.METRICS_PORT, 0, HIGHEST_PORT))
                        : OptionalInt.empty());
    }

    private int number(Variable variable, int least, int most) {
        return (int) Values.number(variable, given.required(variable), least, most);
    }

    private Duration seconds(Variable variable) {
        return Duration.ofSeconds(number(variable, 1, Integer.MAX_VALUE));
    }

    private boolean flag(Variable variable) {
        return Values.flag(variable, given.required(variable));
    }
}
