package dev.chatrooms.server.configuration;

import dev.chatrooms.security.HostTokens;
import dev.chatrooms.wire.AddressRange;
import dev.chatrooms.wire.Origin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The effective configuration: validated, complete and immutable. An empty value means that a feature is off or, for
 * the database, that the embedded one is used.
 *
 * @param dataFolder holds the embedded database and the keys; used by one JVM at a time
 * @param identity the tokens of another application that are accepted beside those of the server
 * @param redis has no effect yet: PostgreSQL carries the announcements between nodes
 * @param explicit the variables that the operator set; the others have their defaults
 */
public record Configuration(
        Web web,
        Database database,
        Path dataFolder,
        Files files,
        Tokens tokens,
        Optional<Identity> identity,
        Mail mail,
        Accounts accounts,
        Limits limits,
        Optional<SecretUrl> redis,
        Metrics metrics,
        Log log,
        Set<Variable> explicit) {
    public Configuration {
        explicit = Set.copyOf(explicit);
    }

    /**
     * The address that the server listens on, and the way browsers reach it.
     *
     * @param port 0 for any free port
     * @param publicUrl the URL by which browsers reach this server, without a trailing slash
     * @param cookieLifetime lifetime of the login cookies in the browser
     * @param trustedProxies proxies whose X-Forwarded-For header is trusted
     * @param drainTime the time that a stop goes on serving with readiness red
     */
    public record Web(
            String host,
            int port,
            URI publicUrl,
            List<Origin> allowedOrigins,
            Duration cookieLifetime,
            List<AddressRange> trustedProxies,
            Duration drainTime) {

        public Web {
            allowedOrigins = List.copyOf(allowedOrigins);
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /**
     * The database.
     *
     * @param url empty for the embedded database
     * @param poolSize number of connections, at least 1
     */
    public record Database(Optional<SecretUrl> url, Optional<String> user, Optional<Secret> password, int poolSize) {}

    /** The key that signs access tokens, and the lifetimes of access and refresh tokens. */
    public record Tokens(
            Path keyFile, Optional<Secret> keyPassword, Duration accessLifetime, Duration refreshLifetime) {}

    /**
     * The tokens of another application.
     *
     * @param tokens what accepts them, made from the other values
     */
    public record Identity(
            String issuer,
            String audience,
            Optional<Secret> secret,
            Optional<Path> publicKeyFile,
            Optional<URI> jwksUrl,
            HostTokens tokens,
            boolean provisioning) {}

    /**
     * The outgoing mail server.
     *
     * @param smtp if empty, mails are written to the log in full
     */
    public record Mail(Optional<SecretUrl> smtp, String from) {}

    /**
     * The rules for registration, and the cost of password hashes.
     *
     * @param bcryptCost from 10 to 16
     */
    public record Accounts(boolean requireVerifiedEmail, boolean openRegistration, int bcryptCost) {}

    /**
     * The store of uploaded files.
     *
     * @param folder used if there is no bucket
     * @param quotaBytes the total size of the files of one account; 0 for no limit
     */
    public record Files(Path folder, Optional<Bucket> bucket, long maxUploadBytes, long quotaBytes) {}

    /** A bucket of an S3-compatible store. Without keys, the environment's own credentials apply. */
    public record Bucket(URI url, Optional<Secret> accessKey, Optional<Secret> secretKey) {}

    /** The limits for a single client. 0 means no limit, except for {@code replayLimit}. */
    public record Limits(
            int sendsPerSecond,
            int changesPerMinute,
            int newPeoplePerDay,
            int maxOwnedRooms,
            int requestsInFlight,
            int connectionsPerAddress,
            int loginsPerMinute,
            int registrationsPerHour,
            int replayLimit) {}

    /**
     * The address of the Prometheus metrics endpoint.
     *
     * @param port empty for no endpoint, 0 for any free port
     */
    public record Metrics(String host, OptionalInt port) {}

    /** The format and the level of the log. */
    public record Log(LogFormat format, LogLevel level) {}

    public enum LogFormat {
        TEXT,
        JSON
    }

    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /**
     * Reads the configuration. An empty value counts as not set.
     *
     * @param options options of the command line; they override the environment and the file
     * @param environment may contain variables of other programs; overrides the configuration file that it or the
     *     options name
     * @throws ConfigurationException if a variable with the prefix {@code CHATROOMS_} is unknown, a value is invalid,
     *     or a file cannot be read
     */
    public static Configuration read(Map<Variable, String> options, Map<String, String> environment) {
        return new ConfigurationReader(RawValues.gather(options, environment)).read();
    }

    /** Returns one line for each variable with its effective value. Secrets are redacted. */
    public String describe() {
        return ConfigurationDescription.of(this);
    }
}
