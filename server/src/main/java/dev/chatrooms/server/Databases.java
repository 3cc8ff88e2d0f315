package dev.chatrooms.server;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Secret;
import dev.chatrooms.server.database.CommandDatabase;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Opens the connection pool of the configured database, which is the embedded one unless a URL is set. */
public final class Databases {
    /** One connection for writing and one for reading. */
    private static final int MIN_CONNECTIONS = 2;

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private Databases() {}

    /**
     * Runs a task of a command on the configured database without migrating its schema. With the embedded database, a
     * server may be running; otherwise the database is started for the task.
     *
     * @throws IllegalStateException if the database cannot be used; the message is one sentence that names the hosts
     */
    public static <T> T use(Configuration configuration, Function<DataSource, T> task) {
        try (Closer closer = new Closer()) {
            DataSource database = openForCommand(configuration, closer).pool().unpooled();
            return firstUse(configuration, () -> task.apply(database));
        }
    }

    /** Returns whether there is a database to connect to. The embedded one is created when it is opened first. */
    static boolean exists(Configuration configuration) {
        return configuration.database().url().isPresent() || EmbeddedDatabase.exists(configuration.dataFolder());
    }

    /**
     * Opens the database of a server and migrates its schema. The closer takes ownership.
     *
     * @throws IllegalStateException if it cannot be used; the message is one sentence that names the hosts
     */
    static PostgresPool migrated(Configuration configuration, Closer closer) {
        PostgresPool pool = open(configuration, closer);
        firstUse(configuration, () -> Schema.migrate(pool.unpooled()));
        return pool;
    }

    /**
     * Opens the database of a command. Its schema is created if it has none, and migrated if no server can be using it.
     *
     * @throws IllegalStateException also if the schema is that of an earlier version
     */
    static PostgresPool ofCurrentVersion(Configuration configuration, Closer closer) {
        Opened database = openForCommand(configuration, closer);
        DataSource source = database.pool().unpooled();
        firstUse(configuration, () -> {
            int version = Schema.version(source);
            if (version == 0 || database.own()) {
                return Schema.migrate(source);
            }
            if (version < Schema.version()) {
                throw new IllegalStateException("The database has schema " + version + ", this version "
                        + Schema.version() + "; stop the servers and run migrate up.");
            }
            return 0;
        });
        return database.pool();
    }

    /** Opens the pool, and before it the embedded database if that is used. */
    private static PostgresPool open(Configuration configuration, Closer closer) {
        if (configuration.database().url().isPresent()) {
            return openExternal(configuration, closer);
        }
        EmbeddedDatabase embedded = closer.add(EmbeddedDatabase.start(configuration.dataFolder()));
        return openEmbedded(embedded.jdbcUrl(), embedded.user(), embedded.password(), configuration, closer);
    }

    /**
     * The database of a command.
     *
     * @param own whether the command has started it, so that no server uses it
     */
    private record Opened(PostgresPool pool, boolean own) {}

    /** Opens the pool of a command. The embedded database is that of a running server if there is one. */
    private static Opened openForCommand(Configuration configuration, Closer closer) {
        if (configuration.database().url().isPresent()) {
            return new Opened(openExternal(configuration, closer), false);
        }
        CommandDatabase embedded = closer.add(CommandDatabase.open(configuration.dataFolder()));
        return new Opened(
                openEmbedded(embedded.jdbcUrl(), embedded.user(), embedded.password(), configuration, closer),
                embedded.isOwn());
    }

    /**
     * Runs the first task on a database, which shows whether the database can be used.
     *
     * @throws IllegalStateException if it cannot be used; the message is one sentence that names the hosts
     */
    static <T> T firstUse(Configuration configuration, Supplier<T> task) {
        try {
            return task.get();
        } catch (StoreUnavailable e) {
            String location = configuration
                    .database()
                    .url()
                    .map(url -> " at " + hosts(url.reveal()))
                    .orElse("");
            throw new IllegalStateException("Cannot use the database" + location + ": " + reason(e) + ".", e);
        }
    }

    private static String hosts(String url) {
        String authority = URI.create(url.substring("jdbc:".length())).getRawAuthority();
        return Arrays.stream(authority.split(","))
                .map(host -> PORT.matcher(host).find() ? host : host + ":5432")
                .collect(Collectors.joining(", "));
    }

    private static String reason(StoreUnavailable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnknownHostException) {
                return "the host name cannot be resolved";
            }
            if (t instanceof SocketTimeoutException) {
                return "the server does not respond in time";
            }
            if (t instanceof ConnectException) {
                return "connection refused";
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static PostgresPool openEmbedded(
            String url, String user, Secret password, Configuration configuration, Closer closer) {
        return closer.add(
                PostgresPool.open(new PostgresPool.Settings(url, user, password.reveal(), size(configuration))));
    }

    private static PostgresPool openExternal(Configuration configuration, Closer closer) {
        Configuration.Database database = configuration.database();
        return closer.add(PostgresPool.open(new PostgresPool.Settings(
                database.url().orElseThrow().reveal(),
                database.user().orElse(null),
                database.password().map(Secret::reveal).orElse(null),
                size(configuration))));
    }

    private static int size(Configuration configuration) {
        return Math.max(MIN_CONNECTIONS, configuration.database().poolSize());
    }
}
