package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.event.Cursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Notifications that wait to be sent: the furthest head, which is never lost, and signals, of which the oldest are
 * dropped when there are too many.
 */
final class UnsentNotifications {
    /** PostgreSQL limits the payload of a notification to less than 8,000 bytes. */
    static final int MAX_BUNDLE = 7000;

    static final String SEPARATOR = "\n";
    static final int MAX_UNSENT_LENGTH = 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Deque<String> signals = new ArrayDeque<>();
    private int signalsLength;
    private @Nullable Cursor head;

    /** The next notification: either a head or a bundle of signals. */
    record Next(@Nullable Cursor head, @Nullable String bundle) {}

    void announce(Cursor further) {
        lock.lock();
        try {
            Cursor other = head;
            if (other == null
                    || !other.epoch().equals(further.epoch())
                    || further.position().isAfter(other.position())) {
                head = further;
                notEmpty.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void signal(String text) {
        lock.lock();
        try {
            signals.add(text);
            signalsLength += text.length();
            while (signalsLength > MAX_UNSENT_LENGTH) {
                signalsLength -= signals.remove().length();
            }
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a notification and removes it. Heads come first. */
    Next take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (head == null && signals.isEmpty()) {
                notEmpty.await();
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
            signalsLength -= signals.element().length();
            bundle.add(signals.remove());
        }
        return bundle.toString();
    }

    /** Puts back a head that could not be sent, unless a newer one is waiting. Signals are dropped. */
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
