package dev.chatrooms.bootstrap.server;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Secret;
import dev.chatrooms.bootstrap.database.EmbeddedDatabase;
import dev.chatrooms.persistence.PostgresPool;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The database of a configuration, as a pool of connections: the embedded one unless another is named. */
final class Databases {
    /** One to write with and one to read with. */
    private static final int MIN_CONNECTIONS = 2;

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private Databases() {}

    /** Opens the pool, and the embedded database before it; both are given over to be closed. */
    static PostgresPool open(Configuration configuration, Closing closing) {
        return closing.add(PostgresPool.open(settings(configuration, closing)));
    }

    /**
     * The first work on a database, which finds out whether it can be had.
     *
     * @throws IllegalStateException if it cannot, with one sentence that says where it was looked for
     */
    static <T> T reached(Configuration configuration, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreUnavailable e) {
            String where = configuration
                    .database()
                    .url()
                    .map(url -> " at " + hosts(url.reveal()))
                    .orElse("");
            throw new IllegalStateException("The database" + where + " cannot be used: " + reason(e) + ".", e);
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
                return "the host cannot be resolved";
            }
            if (t instanceof SocketTimeoutException) {
                return "it does not answer in time";
            }
            if (t instanceof ConnectException) {
                return "the connection is refused";
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static PostgresPool.Settings settings(Configuration configuration, Closing closing) {
        Configuration.Database database = configuration.database();
        int size = Math.max(MIN_CONNECTIONS, database.poolSize());
        if (database.url().isEmpty()) {
            EmbeddedDatabase embedded = closing.add(EmbeddedDatabase.start(configuration.dataFolder()));
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
