package dev.chatrooms.server;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Secret;
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
     * Runs a task on the configured database without migrating its schema, and closes the database afterwards.
     *
     * @throws IllegalStateException if the database cannot be used; the message is one sentence that names the hosts
     */
    public static <T> T use(Configuration configuration, Function<DataSource, T> task) {
        try (Closer closer = new Closer()) {
            DataSource database = open(configuration, closer).unpooled();
            return firstUse(configuration, () -> task.apply(database));
        }
    }

    /** Opens the pool, and before it the embedded database if that is used. The closer takes ownership of both. */
    static PostgresPool open(Configuration configuration, Closer closer) {
        return closer.add(PostgresPool.open(settings(configuration, closer)));
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

    private static PostgresPool.Settings settings(Configuration configuration, Closer closer) {
        Configuration.Database database = configuration.database();
        int size = Math.max(MIN_CONNECTIONS, database.poolSize());
        if (database.url().isEmpty()) {
            EmbeddedDatabase embedded = closer.add(EmbeddedDatabase.start(configuration.dataFolder()));
            return new PostgresPool.Settings(
                    embedded.jdbcUrl(), embedded.user(), embedded.password().reveal(), size);
        }
        return new PostgresPool.Settings(
                database.url().get().reveal(),
                database.user().orElse(null),
                database.password().map(Secret::reveal).orElse(null),
                size);
    }
}
