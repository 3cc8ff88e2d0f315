package dev.chatrooms.bootstrap.configuration;

import dev.chatrooms.http.settings.AddressRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The effective configuration: checked, complete and immutable. What is empty means that the feature is off or, for the
 * database, that the embedded one is used.
 *
 * @param dataFolder embedded database and keys; one JVM at a time
 * @param filesFolder uploaded files
 * @param redis empty: PostgreSQL carries the announcements
 */
public record Configuration(
        Web web,
        Database database,
        Path dataFolder,
        Path filesFolder,
        Tokens tokens,
        Mail mail,
        Accounts accounts,
        Limits limits,
        Optional<SecretUrl> redis,
        Metrics metrics,
        Log log) {

    /**
     * Where it listens, and how browsers see it.
     *
     * @param port 0 takes any free one
     * @param publicUrl how browsers reach this server, without a slash at the end
     * @param cookieLifetime how long the browser keeps the login cookies
     * @param trustedProxies whose X-Forwarded-For counts
     */
    public record Web(
            String host,
            int port,
            URI publicUrl,
            List<Origin> allowedOrigins,
            Duration cookieLifetime,
            List<AddressRange> trustedProxies) {

        public Web {
            allowedOrigins = List.copyOf(allowedOrigins);
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /**
     * Where the data is.
     *
     * @param url empty: the embedded database
     * @param poolSize connections, at least 1
     */
    public record Database(Optional<SecretUrl> url, Optional<String> user, Optional<Secret> password, int poolSize) {}

    /** The key that signs tokens, and how long they last. */
    public record Tokens(
            Path keyFile, Optional<Secret> keyPassword, Duration accessLifetime, Duration refreshLifetime) {}

    /**
     * How mails go out.
     *
     * @param smtp empty: mails are logged whole
     */
    public record Mail(Optional<SecretUrl> smtp, String from) {}

    /**
     * Who may have an account, and how its password is kept.
     *
     * @param bcryptCost 10 to 16
     */
    public record Accounts(boolean requireVerifiedEmail, boolean openRegistration, int bcryptCost) {}

    /** What one client may ask for; a rate of 0 is no limit. */
    public record Limits(
            long maxUploadBytes, int sendsPerSecond, int loginsPerMinute, int registrationsPerHour, int replayLimit) {}

    /**
     * Where the Prometheus metrics listen.
     *
     * @param port empty: no metrics endpoint; 0 takes any free one
     */
    public record Metrics(String host, OptionalInt port) {}

    /** What goes to standard output. */
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
     * Reads the configuration. What is empty counts as not given.
     *
     * @param options from the command line; they win over everything
     * @param environment may hold other programs' variables; wins over the file that it or the options name
     * @throws ConfigurationException if there is an unknown variable with our prefix, a bad value, or a file that
     *     cannot be read
     */
    public static Configuration read(Map<Variable, String> options, Map<String, String> environment) {
        return new ConfigurationReader(GivenValues.gather(options, environment)).read();
    }

    /** One line for each variable with its effective value, secrets hidden. */
    public String describe() {
        return ConfigurationDescription.of(this);
    }
}
