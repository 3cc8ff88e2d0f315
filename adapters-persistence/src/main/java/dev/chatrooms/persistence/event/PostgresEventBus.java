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
 * Announcements and signals by {@code LISTEN} and {@code NOTIFY}. Two threads with a connection each, both kept while
 * they work: one waits for notifications, which takes all of a connection, the other sends them. A connection that
 * breaks is replaced, sooner or later; what is announced meanwhile to the one waits for it, and what the other misses
 * is lost, which the log makes up for.
 *
 * <p>What is sent is the text of a cursor, or on a channel of its own a bundle of signals. Whatever else arrives is
 * passed over.
 */
public final class PostgresEventBus implements EventBus {
    private static final Logger LOG = System.getLogger(PostgresEventBus.class.getName());
    private static final String HEADS = "chatrooms_head";
    private static final String SIGNALS = "chatrooms_signal";
    private static final int WAIT_MILLIS = 5000;
    private static final int PROBE_SECONDS = 3;

    private final List<Consumer<Cursor>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> signalListeners = new CopyOnWriteArrayList<>();
    private final BusConnection listening;
    private final BusConnection announcing;

    private final UnsentNotifications notifications = new UnsentNotifications();

    private volatile boolean closed;

    /** @param source of the two connections that this bus keeps; not closed here */
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
        Consumer<T> registered = what -> listener.accept(what);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    private void listen(java.sql.Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + HEADS + "; listen " + SIGNALS);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
            if (heard != null && heard.length > 0) {
                for (PGNotification notification : heard) {
                    heard(notification.getName(), notification.getParameter());
                }
            } else if (!connection.isValid(PROBE_SECONDS)) {
                throw new SQLException("the connection has died in silence");
            }
        }
    }

    private void heard(String channel, String text) {
        if (channel.equals(HEADS)) {
            Cursor.parse(text).ifPresent(head -> tell(listeners, head));
        } else {
            for (String signal : text.split(UnsentNotifications.SEPARATOR, -1)) {
                tell(signalListeners, signal);
            }
        }
    }

    private static <T> void tell(List<Consumer<T>> listeners, T what) {
        for (Consumer<T> listener : listeners) {
            try {
                listener.accept(what);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener of announcements failed", e);
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

    /** Ends both threads and their connections; bounded in time. What waits to be announced is dropped. */
    @Override
    public void close() {
        closed = true;
        listeners.clear();
        signalListeners.clear();
        listening.close();
        announcing.close();
    }
}
