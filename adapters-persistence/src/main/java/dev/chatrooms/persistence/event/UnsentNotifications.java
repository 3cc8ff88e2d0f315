package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.event.Cursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be notified of: the furthest head, which is never lost, and signals, of which the oldest go where there
 * are too many.
 */
final class UnsentNotifications {
    /** PostgreSQL takes less than 8,000 bytes in one notification. */
    static final int MAX_BUNDLE = 7000;

    static final String SEPARATOR = "\n";
    static final int MAX_WAITING = 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Deque<String> signals = new ArrayDeque<>();
    private int size;
    private @Nullable Cursor head;

    /** What goes out next; one of the two is there. */
    record Next(@Nullable Cursor head, @Nullable String bundle) {}

    void announce(Cursor further) {
        lock.lock();
        try {
            Cursor other = head;
            if (other == null
                    || !other.epoch().equals(further.epoch())
                    || further.position().isAfter(other.position())) {
                head = further;
                something.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void signal(String text) {
        lock.lock();
        try {
            signals.add(text);
            size += text.length();
            while (size > MAX_WAITING) {
                size -= signals.remove().length();
            }
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something; heads go first. */
    Next take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (head == null && signals.isEmpty()) {
                something.await();
            }
            if (head != null) {
                Next next = new Next(head, null);
                head = null;
                return next;
            }
            return new Next(null, bundle());
        } finally {
            lock.unlock();
        }
    }

    private String bundle() {
        StringJoiner bundle = new StringJoiner(SEPARATOR);
        while (!signals.isEmpty() && bundle.length() + 1 + signals.element().length() <= MAX_BUNDLE) {
            size -= signals.element().length();
            bundle.add(signals.remove());
        }
        return bundle.toString();
    }

    /** A head could not be sent, and goes out later where none has come that is further. Signals are not worth it. */
    void putBack(Next next) {
        Cursor unsent = next.head();
        if (unsent != null) {
            lock.lock();
            try {
                if (head == null) {
                    head = unsent;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
