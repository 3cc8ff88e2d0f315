package dev.chatrooms.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The connections of a server that has no DataSource of its own: two pools, so that readers, however many and slow,
 * never take the last connection from the writers, and single connections beside them for what holds one for long.
 * While the server does not answer, one caller at a time finds out whether it does again; the others are told so at
 * once.
 */
public final class PostgresPool implements AutoCloseable {
    private static final int MIN_SIZE = 2;
    private static final long CONNECTION_TIMEOUT_MILLIS = 3000;
    private static final long VALIDATION_TIMEOUT_MILLIS = 1000;
    private static final long KEEPALIVE_MILLIS = 60_000;
    private static final long MAX_LIFETIME_MILLIS = 30 * 60_000L;
    /** Longer than any answer takes, which the server itself sees to; a commit waits for a slow disk. */
    private static final int READING_TIMEOUT_SECONDS = 5;

    private static final int WRITING_TIMEOUT_SECONDS = 10;
    private static final int CONNECT_TIMEOUT_SECONDS = 3;

    /**
     * How to connect. Prints without the password.
     *
     * @param url {@code jdbc:postgresql://…}
     * @param user null where the URL or the server's rules say it
     * @param size connections in both pools together, at least 2; the search index has one more, and the event bus
     *     keeps two
     */
    public record Settings(
            String url, @Nullable String user, @Nullable String password, int size) {
        private static final String HOST =
                "(?:[^/?#@:,\\[\\]%]*|\\[[^/?#@,\\[\\]]*])(?::(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5]))?";

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

        /**
         * Looked at before the driver does, which logs and throws the URL that it cannot use, with the password in it.
         */
        private static boolean isUsable(String url) {
            if (!URL.matcher(url).matches()) {
                return false;
            }
            try {
                new PGSimpleDataSource().setUrl(url);
                return true;
            } catch (IllegalArgumentException quotesIt) {
                return false;
            }
        }

        /** Without what may hold a password: the URL may too. */
        @Override
        public String toString() {
            return "Settings[user=" + user + ", size=" + size + "]";
        }
    }

    private final Settings settings;
    private final HikariDataSource reading;
    private final HikariDataSource writing;
    /** One for both: they lead to the same server. */
    private final Circuit circuit = new Circuit(System::nanoTime);

    private PostgresPool(Settings settings) {
        this.settings = settings;
        // The committer, of which there is one, and what writes without it: registrations and logins.
        int writers = Math.max(1, settings.size() / 3);
        // And one more for who feeds the search index: nobody is to wait for that.
        this.writing =
                pool("chatrooms-write", writers + 1, WRITING_TIMEOUT_SECONDS, SessionSettings.WRITING_CONNECTION);
        this.reading = pool(
                "chatrooms-read",
                settings.size() - writers,
                READING_TIMEOUT_SECONDS,
                SessionSettings.READING_CONNECTION);
    }

    /** Connects when it is first asked to: that the database is away is for the caller of a transaction to hear. */
    public static PostgresPool open(Settings settings) {
        return new PostgresPool(settings);
    }

    private HikariDataSource pool(String name, int size, int socketTimeout, String setup) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(single(socketTimeout));
        config.setMaximumPoolSize(size);
        config.setConnectionInitSql(setup);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        config.setKeepaliveTime(KEEPALIVE_MILLIS);
        config.setMaxLifetime(MAX_LIFETIME_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /**
     * Connections that are not pooled and wait for answers as long as it takes: for migrations, and for the event bus.
     */
    public DataSource unpooled() {
        return single(0);
    }

    private PGSimpleDataSource single(int socketTimeout) {
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
        source.setSocketTimeout(socketTimeout);
        // Prepared on the server from the first time on: there are few statements and they come again.
        source.setPrepareThreshold(1);
        // Details quote rows.
        source.setLogServerErrorDetail(false);
        return source;
    }

    /** Connections to read with; told at once that there are none while the server is known to be away. */
    ConnectionFactory readers() {
        return circuit.guard(reading::getConnection);
    }

    /** Connections to write with, in the same way. */
    ConnectionFactory writers() {
        return circuit.guard(writing::getConnection);
    }

    /**
     * One of the pools, at one moment.
     *
     * @param name {@code read} or {@code write}
     * @param size how many connections it may have
     * @param active connections that somebody uses
     * @param idle connections that nobody uses
     * @param waiting threads that wait for a connection
     */
    public record State(String name, int size, int active, int idle, int waiting) {}

    /** The names of the pools. */
    public static final List<String> NAMES = List.of("read", "write");

    /**
     * How one of the pools is. Does not reach for the database.
     *
     * @param name one of {@link #NAMES}
     */
    public State state(String name) {
        HikariDataSource pool = switch (name) {
            case "read" -> reading;
            case "write" -> writing;
            default -> throw new IllegalArgumentException("there is no such pool: " + name);
        };
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return new State(
                name,
                pool.getMaximumPoolSize(),
                now.getActiveConnections(),
                now.getIdleConnections(),
                now.getThreadsAwaitingConnection());
    }

    Circuit.State circuit() {
        return circuit.state();
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
