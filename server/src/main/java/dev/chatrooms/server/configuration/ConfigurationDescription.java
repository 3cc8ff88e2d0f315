package dev.chatrooms.server.configuration;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The effective configuration in the format of a configuration file. Secrets are redacted. */
final class ConfigurationDescription {

    private final StringJoiner lines = new StringJoiner("\n");

    private ConfigurationDescription() {}

    static String of(Configuration configuration) {
        ConfigurationDescription text = new ConfigurationDescription();
        text.describe(configuration.web());
        text.describe(configuration.database());
        text.line(Variable.DATA_DIR, configuration.dataFolder());
        text.describe(configuration.files());
        text.describe(configuration.tokens());
        text.describeIdentity(configuration.identity());
        text.line(Variable.SMTP_URL, orEmpty(configuration.mail().smtp()));
        text.line(Variable.MAIL_FROM, configuration.mail().from());
        text.describe(configuration.accounts());
        text.describe(configuration.limits());
        text.line(Variable.REDIS_URL, orEmpty(configuration.redis()));
        text.line(Variable.METRICS_HOST, configuration.metrics().host());
        text.line(Variable.METRICS_PORT, orEmpty(configuration.metrics().port()));
        text.line(Variable.LOG_FORMAT, lowerCase(configuration.log().format()));
        text.line(Variable.LOG_LEVEL, lowerCase(configuration.log().level()));
        return text.lines.toString();
    }

    private void describe(Configuration.Web web) {
        line(Variable.HOST, web.host());
        line(Variable.PORT, web.port());
        line(Variable.PUBLIC_URL, web.publicUrl());
        line(Variable.ALLOWED_ORIGINS, commaSeparated(web.allowedOrigins()));
        line(Variable.COOKIE_SECONDS, web.cookieLifetime().toSeconds());
        line(Variable.TRUSTED_PROXIES, commaSeparated(web.trustedProxies()));
        line(Variable.DRAIN_SECONDS, web.drainTime().toSeconds());
    }

    private void describe(Configuration.Database database) {
        line(Variable.DATABASE_URL, orEmpty(database.url()));
        line(Variable.DATABASE_USER, orEmpty(database.user()));
        line(Variable.DATABASE_PASSWORD, orEmpty(database.password()));
        line(Variable.DATABASE_POOL_SIZE, database.poolSize());
    }

    private void describe(Configuration.Files files) {
        line(Variable.FILES_DIR, files.folder());
        line(Variable.FILES_S3_URL, orEmpty(files.bucket().map(Configuration.Bucket::url)));
        line(Variable.FILES_S3_ACCESS_KEY, orEmpty(files.bucket().flatMap(Configuration.Bucket::accessKey)));
        line(Variable.FILES_S3_SECRET_KEY, orEmpty(files.bucket().flatMap(Configuration.Bucket::secretKey)));
        line(Variable.MAX_UPLOAD_BYTES, files.maxUploadBytes());
        line(Variable.UPLOAD_QUOTA_BYTES, files.quotaBytes());
    }

    private void describe(Configuration.Tokens tokens) {
        line(Variable.JWT_KEY_FILE, tokens.keyFile());
        line(Variable.JWT_KEY_PASSWORD, orEmpty(tokens.keyPassword()));
        line(Variable.ACCESS_TOKEN_SECONDS, tokens.accessLifetime().toSeconds());
        line(Variable.REFRESH_TOKEN_SECONDS, tokens.refreshLifetime().toSeconds());
    }

    private void describeIdentity(Optional<Configuration.Identity> identity) {
        line(Variable.IDENTITY_ISSUER, orEmpty(identity.map(Configuration.Identity::issuer)));
        line(Variable.IDENTITY_AUDIENCE, orEmpty(identity.map(Configuration.Identity::audience)));
        line(Variable.IDENTITY_SECRET, orEmpty(identity.flatMap(Configuration.Identity::secret)));
        line(Variable.IDENTITY_PUBLIC_KEY_FILE, orEmpty(identity.flatMap(Configuration.Identity::publicKeyFile)));
        line(Variable.IDENTITY_JWKS_URL, orEmpty(identity.flatMap(Configuration.Identity::jwksUrl)));
        line(
                Variable.IDENTITY_ALGORITHM,
                orEmpty(identity.map(known -> known.tokens().algorithm())));
        line(Variable.IDENTITY_PROVISIONING, orEmpty(identity.map(Configuration.Identity::provisioning)));
    }

    private void describe(Configuration.Accounts accounts) {
        line(Variable.REQUIRE_VERIFIED_EMAIL, accounts.requireVerifiedEmail());
        line(Variable.OPEN_REGISTRATION, accounts.openRegistration());
        line(Variable.BCRYPT_COST, accounts.bcryptCost());
    }

    private void describe(Configuration.Limits limits) {
        line(Variable.SENDS_PER_SECOND, limits.sendsPerSecond());
        line(Variable.CHANGES_PER_MINUTE, limits.changesPerMinute());
        line(Variable.NEW_PEOPLE_PER_DAY, limits.newPeoplePerDay());
        line(Variable.MAX_OWNED_ROOMS, limits.maxOwnedRooms());
        line(Variable.REQUESTS_IN_FLIGHT, limits.requestsInFlight());
        line(Variable.CONNECTIONS_PER_ADDRESS, limits.connectionsPerAddress());
        line(Variable.LOGINS_PER_MINUTE, limits.loginsPerMinute());
        line(Variable.REGISTRATIONS_PER_HOUR, limits.registrationsPerHour());
        line(Variable.REPLAY_LIMIT, limits.replayLimit());
    }

    private void line(Variable variable, Object value) {
        lines.add(variable.fullName() + "=" + value);
    }

    private static Object orEmpty(Optional<?> value) {
        return value.isPresent() ? value.get() : "";
    }

    private static String orEmpty(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : "";
    }

    private static String commaSeparated(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static String lowerCase(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
