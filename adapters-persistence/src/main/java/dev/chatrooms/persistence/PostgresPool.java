package dev.chatrooms.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.chatrooms.application.monitoring.ConnectionPools;
import dev.chatrooms.application.monitoring.PoolActivity;
import dev.chatrooms.persistence.sql.ConnectionKind;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections for a server that has no DataSource of its own. There are two pools, so that slow readers never take the
 * last connection from writers, and unpooled connections for long-lived use. While the database does not answer, one
 * caller at a time tries to connect and the others fail at once.
 */
public final class PostgresPool implements ConnectionPools, AutoCloseable {
    private static final int MIN_SIZE = 2;
    private static final long CONNECTION_TIMEOUT_MILLIS = 3000;
    private static final long VALIDATION_TIMEOUT_MILLIS = 1000;
    private static final long KEEPALIVE_MILLIS = 60_000;
    private static final long MAX_LIFETIME_MILLIS = 30 * 60_000L;
    private static final int CONNECT_TIMEOUT_SECONDS = 3;
    /** Includes the authentication, also for connections that may otherwise wait for long. */
    private static final int LOGIN_TIMEOUT_SECONDS = 5;

    /**
     * How to connect. Prints without the password.
     *
     * @param url {@code jdbc:postgresql://…}
     * @param user null if the URL or the server's rules determine it
     * @param size connections in both pools together, at least 2; the search index uses one more, and the event bus
     *     keeps two
     */
    public record Settings(
            String url, @Nullable String user, @Nullable String password, int size) {
        private static final String PORT =
                "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])";
        private static final String HOST = "(?:[^/?#@:,\\[\\]%]*|\\[[^/?#@,\\[\\]]*])(?::" + PORT + ")?";

        private static final String TEXT = "[^?%]*+(?:%[0-9A-Fa-f]{2}[^?%]*+)*+";
        private static final Pattern URL = Pattern.compile("jdbc:postgresql:(?://" + HOST + "(?:," + HOST
                + ")*(?=[/?]|$)|(?!//))" + TEXT + "(?:\\?[^%]*+(?:%[0-9A-Fa-f]{2}[^%]*+)*+)?");

        public Settings {
            if (!url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException("the database's URL must start with jdbc:postgresql:");
            }
            if (!isUsable(url)) {
                throw new IllegalArgumentException(
                        "the database's URL must be like jdbc:postgresql://host:5432/database");
            }
            if (size < MIN_SIZE) {
                throw new IllegalArgumentException("the pool must have at least " + MIN_SIZE + " connections");
            }
        }

        /** Checks the URL before the driver does, which logs and throws unusable URLs with the password in them. */
        private static boolean isUsable(String url) {
            if (!URL.matcher(url).matches()) {
                return false;
            }
            try {
                new PGSimpleDataSource().setUrl(url);
                return true;
            } catch (IllegalArgumentException messageQuotesUrl) {
                return false;
            }
        }

        /** Omits the URL too, which may contain a password. */
        @Override
        public String toString() {
            return "Settings[user=" + user + ", size=" + size + "]";
        }
    }

    private final Settings settings;
    private final HikariDataSource reading;
    private final HikariDataSource writing;
    /** Shared by both pools, which connect to the same server. */
    private final CircuitBreaker breaker = new CircuitBreaker(System::nanoTime);

    private PostgresPool(Settings settings) {
        this.settings = settings;
        // For the committer, and for registrations and logins, which write without it.
        int writers = Math.max(1, settings.size() / 3);
        // One more for the search index, so that other writers never wait for it.
        this.writing = pool("chatrooms-write", writers + 1, ConnectionKind.WRITING, SessionSettings.WRITING_CONNECTION);
        this.reading = pool(
                "chatrooms-read",
                settings.size() - writers,
                ConnectionKind.READING,
                SessionSettings.READING_CONNECTION);
    }

    /** Returns a pool that connects on first use. An outage is reported to the callers of transactions. */
    public static PostgresPool open(Settings settings) {
        return new PostgresPool(settings);
    }

    private HikariDataSource pool(String name, int size, ConnectionKind kind, String setup) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source(kind));
        config.setMaximumPoolSize(size);
        config.setConnectionInitSql(setup);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        config.setKeepaliveTime(KEEPALIVE_MILLIS);
        config.setMaxLifetime(MAX_LIFETIME_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Returns a source of unpooled connections for migrations, whose statements may take long. */
    public DataSource unpooled() {
        return source(ConnectionKind.MIGRATION);
    }

    /** Returns a source of unpooled connections. */
    PGSimpleDataSource source(ConnectionKind kind) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        if (settings.password() != null) {
            source.setPassword(settings.password());
        }
        source.setApplicationName("chatrooms");
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        source.setSocketTimeout((int) kind.maxSilence().toSeconds());
        // Prepared on the server at first use: there are few statements and all of them recur.
        source.setPrepareThreshold(1);
        // Details may quote rows.
        source.setLogServerErrorDetail(false);
        return source;
    }

    /** Returns connections for reading. They fail at once while the server is known to be away. */
    ConnectionFactory readers() {
        return breaker.guard(reading::getConnection);
    }

    /** Returns connections for writing, which fail in the same way. */
    ConnectionFactory writers() {
        return breaker.guard(writing::getConnection);
    }

    @Override
    public List<String> poolNames() {
        return List.of("read", "write");
    }

    @Override
    public PoolActivity activity(String name) {
        HikariDataSource pool = switch (name) {
            case "read" -> reading;
            case "write" -> writing;
            default -> throw new IllegalArgumentException("unknown pool: " + name);
        };
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return new PoolActivity(
                pool.getMaximumPoolSize(),
                now.getActiveConnections(),
                now.getIdleConnections(),
                now.getThreadsAwaitingConnection());
    }

    CircuitBreaker.State breakerState() {
        return breaker.state();
    }

    DataSource reading() {
        return reading;
    }

    DataSource writing() {
        return writing;
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
