package dev.chatrooms.application.transfer;

import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Bounds the bytes that a node holds for all clients together in one direction. Within it, all anonymous clients, each
 * address and each account have a bound of their own, so that no client takes the memory from the others.
 *
 * <p>A transfer has a {@link Hold}, which grows and shrinks with the bytes in memory: a transfer that passes bytes on,
 * such as an upload to a disk, counts only its buffer. The first bytes of each transfer count but are never refused, so
 * that small requests and responses work while the budget is exhausted. Their sum is bounded by the number of
 * connections.
 *
 * <p>A transfer has to move faster the more it holds, see {@link Hold#minimumProgress}. While one of its bounds is more
 * than half used, the minimum is twenty times as high, so slow clients that hold much are cut off first.
 *
 * <p>Thread-safe. The lock covers arithmetic only.
 */
public final class ByteBudget {
    private static final long PATIENCE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long PATIENCE_UNDER_PRESSURE_MILLIS =
            Duration.ofSeconds(15).toMillis();

    private final Limits limits;
    private final long free;

    /** The bytes by network and by account. Guarded by this, as are all counters. */
    private final Map<Object, Long> shares = new HashMap<>();

    private long held;
    private long anonymous;

    /**
     * The bounds in bytes.
     *
     * @param total of all clients
     * @param anonymous of all clients that are not authenticated
     * @param address of the clients of one address, authenticated or not
     * @param account of the clients of one account
     */
    public record Limits(long total, long anonymous, long address, long account) {}

    /** @param free the first bytes of a transfer, which are never refused */
    public ByteBudget(Limits limits, long free) {
        this.limits = limits;
        this.free = free;
    }

    /** Returns a hold of no bytes. */
    public Hold open(Client client) {
        return new Hold(client);
    }

    /** Returns the bytes that are held at the moment. */
    public synchronized long held() {
        return held;
    }

    public long total() {
        return limits.total();
    }

    /** Returns the number of networks and accounts with bytes. */
    synchronized int shares() {
        return shares.size();
    }

    private boolean permits(Client client, long bytes) {
        AccountId account = client.account();
        String network = client.network();
        return held + bytes <= limits.total()
                && (network == null || share(network) + bytes <= limits.address())
                && (account == null
                        ? anonymous + bytes <= limits.anonymous()
                        : share(account) + bytes <= limits.account());
    }

    /** Returns whether one of the client's bounds is more than half used. */
    private boolean isUnderPressure(Client client) {
        AccountId account = client.account();
        String network = client.network();
        return 2 * held > limits.total()
                || (network != null && 2 * share(network) > limits.address())
                || (account == null ? 2 * anonymous > limits.anonymous() : 2 * share(account) > limits.account());
    }

    private long share(Object key) {
        return shares.getOrDefault(key, 0L);
    }

    private void count(Client client, long bytes) {
        held += bytes;
        String network = client.network();
        if (network != null) {
            countShare(network, bytes);
        }
        AccountId account = client.account();
        if (account == null) {
            anonymous += bytes;
        } else {
            countShare(account, bytes);
        }
    }

    @SuppressWarnings("NullAway") // The function may return null, which removes the entry.
    private void countShare(Object key, long bytes) {
        shares.merge(key, bytes, (before, more) -> before + more == 0 ? null : before + more);
    }

    /** The bytes of one transfer. Thread-safe. */
    public final class Hold implements AutoCloseable {
        // Guarded by the budget.
        private Client client;
        private long bytes;
        private boolean closed;

        private Hold(Client client) {
            this.client = Objects.requireNonNull(client);
        }

        /** Holds this many more bytes and returns true, unless a bound does not permit it. */
        public boolean tryGrow(long more) {
            synchronized (ByteBudget.this) {
                if (closed || (bytes + more > free && !permits(client, more))) {
                    return false;
                }
                grow(more);
                return true;
            }
        }

        /** Holds more bytes, whatever the bounds are. */
        public void grow(long more) {
            synchronized (ByteBudget.this) {
                if (!closed && more != 0) {
                    bytes += more;
                    count(client, more);
                }
            }
        }

        /** Holds fewer bytes. */
        public void shrink(long fewer) {
            grow(-fewer);
        }

        /**
         * Counts the bytes for another client from now on, whatever its bounds are, such as for the account that the
         * client has turned out to be.
         */
        public void countFor(Client other) {
            synchronized (ByteBudget.this) {
                if (bytes != 0) {
                    count(client, -bytes);
                    count(other, bytes);
                }
                client = other;
            }
        }

        /** Returns the bytes that this transfer must move in a period, so as not to be cut off. */
        public long minimumProgress(Duration period) {
            synchronized (ByteBudget.this) {
                if (bytes <= free) {
                    return 0;
                }
                long patience = isUnderPressure(client) ? PATIENCE_UNDER_PRESSURE_MILLIS : PATIENCE_MILLIS;
                return bytes * period.toMillis() / patience;
            }
        }

        /** Ends the transfer. May be called again. */
        @Override
        public void close() {
            synchronized (ByteBudget.this) {
                grow(-bytes);
                closed = true;
            }
        }
    }
}
