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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Announcements by {@code LISTEN} and {@code NOTIFY}. Two threads with a connection each, both kept while they work: one waits for
 * notifications, which takes all of a connection, the other sends them. A connection that breaks is replaced, sooner or later; what is
 * announced meanwhile to the one waits for it, and what the other misses is lost, which the log makes up for.
 *
 * <p>What is sent is the text of a cursor and nothing else. Whatever else arrives on the channel is passed over.
 */
public final class PostgresEventBus implements EventBus {
    private static final Logger LOG = System.getLogger(PostgresEventBus.class.getName());
    private static final String CHANNEL = "chatrooms_head";
    private static final int WAIT_MILLIS = 5000;
    private static final int PROBE_SECONDS = 3;

    private final List<Consumer<Cursor>> listeners = new CopyOnWriteArrayList<>();
    private final BusConnection listening;
    private final BusConnection announcing;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition announced = lock.newCondition();
    /** The furthest head that has not gone out; guarded by the lock. */
    private @Nullable Cursor waiting;

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
        lock.lock();
        try {
            Cursor other = waiting;
            if (other == null
                    || !other.epoch().equals(head.epoch())
                    || head.position().isAfter(other.position())) {
                waiting = head;
                announced.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration subscribe(Consumer<Cursor> listener) {
        // Wrapped, so that the same listener may register twice and each registration ends only itself.
        Consumer<Cursor> registered = head -> listener.accept(head);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    private void listen(java.sql.Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
            if (heard != null && heard.length > 0) {
                for (PGNotification notification : heard) {
                    Cursor.parse(notification.getParameter()).ifPresent(this::tell);
                }
            } else if (!connection.isValid(PROBE_SECONDS)) {
                throw new SQLException("the connection has died in silence");
            }
        }
    }

    private void tell(Cursor head) {
        for (Consumer<Cursor> listener : listeners) {
            try {
                listener.accept(head);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener of announcements failed", e);
            }
        }
    }

    private void send(java.sql.Connection connection) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
            while (!closed) {
                Cursor head = take();
                try {
                    notify.setString(1, head.toString());
                    notify.execute();
                } catch (SQLException e) {
                    putBack(head);
                    throw e;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Cursor take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Cursor head = waiting;
            while (head == null) {
                announced.await();
                head = waiting;
            }
            waiting = null;
            return head;
        } finally {
            lock.unlock();
        }
    }

    private void putBack(Cursor head) {
        lock.lock();
        try {
            if (waiting == null) {
                waiting = head;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends both threads and their connections; bounded in time. What waits to be announced is dropped. */
    @Override
    public void close() {
        closed = true;
        listeners.clear();
        listening.close();
        announcing.close();
    }
}
