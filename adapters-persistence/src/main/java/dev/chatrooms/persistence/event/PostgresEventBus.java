package dev.chatrooms.persistence.event;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.event.Cursor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * An event bus over {@code LISTEN} and {@code NOTIFY}. Two threads keep a connection each: one waits for notifications,
 * which occupies a connection, and the other sends them. A broken connection is replaced. Meanwhile announcements wait
 * to be sent, and notifications from others are missed; readers of the log catch up from the log.
 *
 * <p>One channel carries the text of a cursor, the other a bundle of signals. Other payloads are ignored.
 */
public final class PostgresEventBus implements EventBus {
    private static final Logger LOG = System.getLogger(PostgresEventBus.class.getName());
    private static final String HEADS = "chatrooms_head";
    private static final String SIGNALS = "chatrooms_signal";
    private static final int WAIT_MILLIS = 5000;
    private static final int VALIDATION_SECONDS = 3;

    private final List<Consumer<Cursor>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> signalListeners = new CopyOnWriteArrayList<>();
    private final BusConnection listening;
    private final BusConnection announcing;

    private final UnsentNotifications notifications = new UnsentNotifications();

    private volatile boolean closed;

    /** @param source provides the two connections that the bus keeps; not closed by the bus */
    public PostgresEventBus(DataSource source) {
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

    private void listen(java.sql.Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + HEADS + "; listen " + SIGNALS);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
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
    }

    private void dispatch(String channel, String text) {
        if (channel.equals(HEADS)) {
            Cursor.parse(text).ifPresent(head -> notifyAll(listeners, head));
        } else {
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

    private void send(java.sql.Connection connection) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            while (!closed) {
                UnsentNotifications.Next next = notifications.take();
                try {
                    notify.setString(1, next.head() == null ? SIGNALS : HEADS);
                    notify.setString(
                            2, next.head() == null ? next.bundle() : next.head().toString());
                    notify.execute();
                } catch (SQLException e) {
                    notifications.putBack(next);
                    throw e;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops both threads and closes their connections within a bounded time. Unsent notifications are dropped. */
    @Override
    public void close() {
        closed = true;
        listeners.clear();
        signalListeners.clear();
        listening.close();
        announcing.close();
    }
}
