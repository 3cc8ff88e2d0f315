package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.common.EssentialThread;
import dev.chatrooms.application.common.SteadyClock;
import dev.chatrooms.application.event.StreamListener;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The accounts connected to this node or to any other.
 *
 * <p>Each node announces every change at once; changes that arrive while a signal is being sent go out together with
 * the next one. Every {@link #ROUND} it also announces all accounts connected to it. Signals may be lost, so an account
 * that a node has not announced within {@link #EXPIRY} no longer counts as connected there. A node that crashed thereby
 * drops out with all its accounts, and a lost {@code LEFT} has no worse effect.
 *
 * <pre>
 *   streams of this node --onConnected/onDisconnected--> local --JOINED, LEFT, PRESENT--> bus --> other nodes
 *   other nodes --> bus --JOINED, LEFT, PRESENT--> remote (by account and node, expires)
 *   local or remote changed --onOnline/onOffline--> listener
 * </pre>
 *
 * <p>An account is online if it is local or an unexpired remote entry exists.
 *
 * <p>Thread-safe. One lock guards all state and is held briefly; the listener is called under it. A daemon thread sends
 * the announcements, so callers never wait for the bus.
 *
 * <p>In memory: a few hundred bytes per connected account of the whole system, and per account of the last
 * {@value #MAX_REMEMBERED} whose time of disconnecting is remembered.
 */
public final class PresenceRegistry implements StreamListener, AutoCloseable {
    static final Duration ROUND = Duration.ofSeconds(15);
    /** Two rounds may be lost. Including detection, the accounts of a crashed node go offline within 45 seconds. */
    static final Duration EXPIRY = Duration.ofSeconds(35);

    private static final long POLL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MAX_REMEMBERED = 10_000;
    private static final long CLOSE_MILLIS = 3000;

    private final String node;
    private final EventBus bus;
    private final InstantSource wall;
    /** For all spans. */
    private final InstantSource clock;

    private final EventBus.Registration registration;
    private final Instant started;
    private final Thread thread = new EssentialThread(this::run, "chatrooms-presence", this::isClosed);

    /** Guards all fields below; held briefly. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition wakeUp = lock.newCondition();
    private final Set<AccountId> local = new HashSet<>();
    /** For each account the nodes it is connected to, each with the time of its last announcement. */
    private final Map<AccountId, Map<String, Instant>> remote = new HashMap<>();
    /** Changes that have not been announced yet; true for connected. */
    private Map<AccountId, Boolean> unsent = new LinkedHashMap<>();

    private final Map<AccountId, Instant> lastOnline = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** No entry expires before this time. */
    private Instant nextExpiry = Instant.MAX;

    private PresenceListener listener = PresenceListener.NONE;
    private boolean closed;

    /**
     * Starts announcing and listening.
     *
     * @param node the unique name of this node
     * @param bus not closed here
     */
    public PresenceRegistry(String node, EventBus bus, InstantSource clock) {
        this.node = node;
        this.bus = bus;
        this.wall = clock;
        this.clock = new SteadyClock(clock);
        this.started = this.clock.instant();
        this.registration = bus.onSignal(this::onSignal);
        thread.start();
    }

    /** Sets the listener for accounts that go online and offline. */
    public void setListener(PresenceListener value) {
        lock.lock();
        try {
            listener = value;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onConnected(AccountId account) {
        change(account, true);
    }

    @Override
    public void onDisconnected(AccountId account) {
        change(account, false);
    }

    private void change(AccountId account, boolean isLocal) {
        lock.lock();
        try {
            boolean isRemote = remote.containsKey(account);
            if (isLocal) {
                local.add(account);
                if (!isRemote) {
                    listener.onOnline(account);
                }
            } else {
                local.remove(account);
                rememberLastOnline(account);
                if (!isRemote) {
                    listener.onOffline(account);
                }
            }
            unsent.put(account, isLocal);
            wakeUp.signal();
        } finally {
            lock.unlock();
        }
    }

    private void rememberLastOnline(AccountId account) {
        // Removed first, so the map stays in the order of departure.
        lastOnline.remove(account);
        lastOnline.put(account, wall.instant());
    }

    /** Returns whether the account is connected to any node, as far as this node knows. */
    boolean isOnline(AccountId account) {
        lock.lock();
        try {
            Instant cutoff = clock.instant().minus(EXPIRY);
            return local.contains(account)
                    || remote.getOrDefault(account, Map.of()).values().stream().anyMatch(seen -> seen.isAfter(cutoff));
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the account's last stream ended; null if this node does not know. */
    @Nullable
    Instant lastOnline(AccountId account) {
        lock.lock();
        try {
            return lastOnline.get(account);
        } finally {
            lock.unlock();
        }
    }

    private void onSignal(String text) {
        PresenceSignal.parse(text).filter(signal -> !signal.node().equals(node)).ifPresent(this::apply);
    }

    private void apply(PresenceSignal signal) {
        lock.lock();
        try {
            for (AccountId account : signal.accounts()) {
                if (signal.type() == PresenceSignal.Type.LEFT) {
                    markOffline(signal.node(), account);
                } else {
                    markOnline(signal.node(), account, signal.type());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void markOnline(String other, AccountId account, PresenceSignal.Type type) {
        Instant now = clock.instant();
        boolean isKnown = local.contains(account) || remote.containsKey(account);
        remote.computeIfAbsent(account, p -> new HashMap<>()).put(other, now);
        Instant expiry = now.plus(EXPIRY);
        if (expiry.isBefore(nextExpiry)) {
            nextExpiry = expiry;
        }
        if (isKnown) {
            return;
        }
        // A PRESENT of the first rounds describes the state this node started into. Later it means a JOINED was lost.
        boolean isChange = type == PresenceSignal.Type.JOINED || now.isAfter(started.plus(ROUND.multipliedBy(2)));
        if (isChange) {
            listener.onOnline(account);
        } else {
            listener.onAlreadyOnline(account);
        }
    }

    private void markOffline(String other, AccountId account) {
        Map<String, Instant> nodes = remote.get(account);
        if (nodes == null || nodes.remove(other) == null) {
            return;
        }
        rememberLastOnline(account);
        if (nodes.isEmpty()) {
            expire(account);
        }
    }

    private void expire(AccountId account) {
        remote.remove(account);
        if (!local.contains(account)) {
            listener.onOffline(account);
        }
    }

    /** Removes accounts whose nodes have not announced them within {@link #EXPIRY}. */
    void expire() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (now.isBefore(nextExpiry)) {
                return;
            }
            Instant cutoff = now.minus(EXPIRY);
            List<AccountId> expired = new ArrayList<>();
            Instant next = Instant.MAX;
            for (Map.Entry<AccountId, Map<String, Instant>> account : remote.entrySet()) {
                Map<String, Instant> nodes = account.getValue();
                if (nodes.values().removeIf(seen -> !seen.isAfter(cutoff)) && nodes.isEmpty()) {
                    expired.add(account.getKey());
                }
                for (Instant seen : nodes.values()) {
                    Instant expiry = seen.plus(EXPIRY);
                    next = expiry.isBefore(next) ? expiry : next;
                }
            }
            nextExpiry = next;
            for (AccountId account : expired) {
                rememberLastOnline(account);
                expire(account);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long nextRound = System.nanoTime() + ROUND.toNanos();
        try {
            while (awaitWork(nextRound)) {
                expire();
                if (System.nanoTime() - nextRound >= 0) {
                    nextRound = System.nanoTime() + ROUND.toNanos();
                    announceAll();
                } else {
                    announceChanges();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitWork(long until) throws InterruptedException {
        lock.lock();
        try {
            long left = Math.min(POLL_NANOS, until - System.nanoTime());
            while (!closed && unsent.isEmpty() && left > 0) {
                left = wakeUp.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void announceChanges() {
        Map<AccountId, Boolean> seen;
        lock.lock();
        try {
            seen = unsent;
            unsent = new LinkedHashMap<>();
        } finally {
            lock.unlock();
        }
        announce(
                seen.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList(),
                PresenceSignal.Type.JOINED);
        announce(
                seen.entrySet().stream()
                        .filter(e -> !e.getValue())
                        .map(Map.Entry::getKey)
                        .toList(),
                PresenceSignal.Type.LEFT);
    }

    /** Announces all accounts connected to this node. */
    void announceAll() {
        // Changes first: a node that receives a PRESENT before the JOINED would not see a change in the JOINED.
        announceChanges();
        List<AccountId> accounts;
        lock.lock();
        try {
            accounts = new ArrayList<>(local);
        } finally {
            lock.unlock();
        }
        announce(accounts, PresenceSignal.Type.PRESENT);
    }

    private void announce(List<AccountId> accounts, PresenceSignal.Type type) {
        PresenceSignal.of(node, type, accounts).forEach(bus::signal);
    }

    /** Announces that all accounts of this node have left, and stops; bounded in time. */
    @Override
    public void close() {
        List<AccountId> accounts;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            accounts = new ArrayList<>(local);
            local.clear();
            wakeUp.signal();
        } finally {
            lock.unlock();
        }
        registration.close();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        announceChanges();
        announce(accounts, PresenceSignal.Type.LEFT);
    }

    /** For tests: the number of accounts other nodes have announced, including expired ones not yet removed. */
    int remoteAccounts() {
        lock.lock();
        try {
            return remote.size();
        } finally {
            lock.unlock();
        }
    }
}
