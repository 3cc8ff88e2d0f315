package dev.chatrooms.persistence.event;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.persistence.sql.SchemaName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * An event bus over {@code LISTEN} and {@code NOTIFY}. Two threads keep a connection each: one waits for notifications,
 * which occupies a connection, and the other sends them. A broken connection is replaced. Meanwhile announcements wait
 * to be sent, and notifications from others are missed; readers of the log catch up from the log.
 *
 * <p>One channel carries the text of a cursor, the other a bundle of signals. Other payloads are ignored. The channels
 * belong to the schema, because several chats may share a database. A third channel, of this bus alone, ends the wait
 * for notifications when the bus closes.
 */
public final class PostgresEventBus implements EventBus {
    /** The number of connections that a bus keeps. */
    public static final int CONNECTIONS = 2;

    private static final Logger LOG = System.getLogger(PostgresEventBus.class.getName());
    private static final String HEADS = "chatrooms_head_";
    private static final String SIGNALS = "chatrooms_signal_";
    private static final String CLOSING = "chatrooms_closing_";
    private static final int WAIT_MILLIS = 5000;
    private static final int VALIDATION_SECONDS = 3;

    private final List<Consumer<Cursor>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> signalListeners = new CopyOnWriteArrayList<>();
    private final BusConnection listening;
    private final BusConnection announcing;

    private final UnsentNotifications notifications = new UnsentNotifications();

    private volatile boolean closed;

    private final @Nullable SchemaName schema;
    private final String closing = CLOSING + UUID.randomUUID().toString().replace("-", "");

    /**
     * @param source provides the two connections that the bus keeps; not closed by the bus
     * @param schema the schema of the chat; null for the current one of the connections
     */
    public PostgresEventBus(DataSource source, @Nullable SchemaName schema) {
        this.schema = schema;
        this.listening = new BusConnection(source, "chatrooms-bus-listener", this::listen);
        this.announcing = new BusConnection(source, "chatrooms-bus-announcer", this::send);
        listening.start();
        announcing.start();
    }

    @Override
    public void announce(Cursor head) {
        notifications.announce(head);
    }

    @Override
    public void signal(String text) {
        EventBus.requireSignal(text);
        notifications.signal(text);
    }

    @Override
    public Registration subscribe(Consumer<Cursor> listener) {
        return register(listeners, listener);
    }

    @Override
    public Registration onSignal(Consumer<String> listener) {
        return register(signalListeners, listener);
    }

    private static <T> Registration register(List<Consumer<T>> listeners, Consumer<T> listener) {
        // Wrapped, so that the same listener may register twice and each registration ends only itself.
        Consumer<T> registered = value -> listener.accept(value);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    /** Returns the end of the channels' names: the id of the schema. */
    private String suffix(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select oid from pg_namespace where nspname = coalesce(?, current_schema())")) {
            statement.setString(1, schema == null ? null : schema.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the schema does not exist");
                }
                return row.getString(1);
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        String suffix = suffix(connection);
        List<String> channels = List.of(HEADS + suffix, SIGNALS + suffix, closing);
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute(forEach(channels, "listen "));
            while (!closed) {
                PGNotification[] received = postgres.getNotifications(WAIT_MILLIS);
                if (received != null && received.length > 0) {
                    for (PGNotification notification : received) {
                        dispatch(notification.getName(), notification.getParameter());
                    }
                } else if (!connection.isValid(VALIDATION_SECONDS)) {
                    throw new SQLException("the connection no longer responds");
                }
            }
            // The connection returns to the host's pool, with what has arrived for it.
            statement.execute(forEach(channels, "unlisten "));
            postgres.getNotifications();
        }
    }

    private static String forEach(List<String> channels, String command) {
        return channels.stream().map(channel -> command + channel).collect(Collectors.joining("; "));
    }

    private void dispatch(String channel, String text) {
        if (channel.startsWith(HEADS)) {
            Cursor.parse(text).ifPresent(head -> notifyAll(listeners, head));
        } else if (channel.startsWith(SIGNALS)) {
            for (String signal : text.split(UnsentNotifications.SEPARATOR, -1)) {
                notifyAll(signalListeners, signal);
            }
        }
    }

    private static <T> void notifyAll(List<Consumer<T>> listeners, T value) {
        for (Consumer<T> listener : listeners) {
            try {
                listener.accept(value);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener of the event bus failed", e);
            }
        }
    }

    private void send(Connection connection) throws SQLException {
        String suffix = suffix(connection);
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            try {
                while (!closed) {
                    send(notify, suffix, notifications.take());
                }
            } catch (InterruptedException e) {
                // The bus closes.
            }
            send(notify, closing, "");
        }
    }

    private void send(PreparedStatement notify, String suffix, UnsentNotifications.Next next) throws SQLException {
        try {
            if (next.head() == null) {
                send(notify, SIGNALS + suffix, next.bundle());
            } else {
                send(notify, HEADS + suffix, next.head().toString());
            }
        } catch (SQLException e) {
            notifications.putBack(next);
            throw e;
        }
    }

    private static void send(PreparedStatement notify, String channel, @Nullable String payload) throws SQLException {
        notify.setString(1, channel);
        notify.setString(2, payload);
        notify.execute();
    }

    /** Stops both threads and returns their connections within a bounded time. Unsent notifications are dropped. */
    @Override
    public void close() {
        closed = true;
        listeners.clear();
        signalListeners.clear();
        // Ends the wait of the other thread.
        announcing.close(true);
        listening.close(false);
    }
}
