package dev.chatrooms.application.people.internal;

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
 * Who is connected, to this node or to another. Each node tells the others of every change at once (what comes while
 * one is being told goes out together), and every {@link #ROUND} of everybody who is connected to it. Since signals may
 * be lost, what was not told again within {@link #FORGOTTEN} counts no more: so a node that died takes its people
 * along, and a lost "went" costs no more than that.
 *
 * <p>In memory, a few hundred bytes for each connected person of the whole system and for each of the last
 * {@value #MOST_REMEMBERED} who went from here.
 */
public final class PresenceRegistry implements StreamListener, AutoCloseable {
    static final Duration ROUND = Duration.ofSeconds(15);
    /**
     * Two rounds may be lost. With the rest of what it takes, a node that died takes its people along within 45
     * seconds.
     */
    static final Duration FORGOTTEN = Duration.ofSeconds(35);

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MOST_REMEMBERED = 10_000;
    private static final long CLOSE_MILLIS = 3000;

    private final String node;
    private final EventBus bus;
    private final InstantSource clock;
    private final EventBus.Registration signals;
    private final Instant started;
    private final Thread thread = new Thread(this::run, "chatrooms-presence");

    /** Guards everything below; held for moments only. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition something = lock.newCondition();
    private final Set<AccountId> here = new HashSet<>();
    /** By person, and by node when it last told of him. */
    private final Map<AccountId, Map<String, Instant>> elsewhere = new HashMap<>();
    /** What the others have not been told yet. */
    private Map<AccountId, Boolean> changes = new LinkedHashMap<>();

    private final Map<AccountId, Instant> went = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** Nobody is to be forgotten before this. */
    private Instant nextToForget = Instant.MAX;

    private PresenceListener listener = PresenceListener.NONE;
    private boolean closed;

    /**
     * Starts telling and listening.
     *
     * @param node what this node calls itself, which no other does
     * @param bus not closed here
     */
    public PresenceRegistry(String node, EventBus bus, InstantSource clock) {
        this.node = node;
        this.bus = bus;
        this.clock = clock;
        this.started = clock.instant();
        this.signals = bus.onSignal(this::heard);
        thread.setDaemon(true);
        thread.start();
    }

    /** Has somebody told who comes and goes anywhere, from now on. */
    public void tell(PresenceListener whom) {
        lock.lock();
        try {
            listener = whom;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void came(AccountId account) {
        change(account, true);
    }

    @Override
    public void went(AccountId account) {
        change(account, false);
    }

    private void change(AccountId account, boolean isHere) {
        lock.lock();
        try {
            boolean isElsewhere = elsewhere.containsKey(account);
            if (isHere) {
                here.add(account);
                if (!isElsewhere) {
                    listener.came(account);
                }
            } else {
                here.remove(account);
                remember(account);
                if (!isElsewhere) {
                    listener.went(account);
                }
            }
            changes.put(account, isHere);
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    private void remember(AccountId account) {
        // Removed first: what is forgotten first is what was put first.
        went.remove(account);
        went.put(account, clock.instant());
    }

    /** Whether somebody has a live stream anywhere, as far as this node knows. */
    boolean isOnline(AccountId account) {
        lock.lock();
        try {
            Instant oldest = clock.instant().minus(FORGOTTEN);
            return here.contains(account)
                    || elsewhere.getOrDefault(account, Map.of()).values().stream()
                            .anyMatch(told -> told.isAfter(oldest));
        } finally {
            lock.unlock();
        }
    }

    /** When somebody's last stream ended; null where this node does not know. */
    @Nullable
    Instant lastWent(AccountId account) {
        lock.lock();
        try {
            return went.get(account);
        } finally {
            lock.unlock();
        }
    }

    private void heard(String text) {
        PresenceSignal.parse(text).filter(signal -> !signal.node().equals(node)).ifPresent(this::heard);
    }

    private void heard(PresenceSignal signal) {
        lock.lock();
        try {
            for (AccountId person : signal.people()) {
                if (signal.word() == PresenceSignal.Word.WENT) {
                    goneFrom(signal.node(), person);
                } else {
                    isOn(signal.node(), person, signal.word());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void isOn(String other, AccountId person, PresenceSignal.Word word) {
        Instant now = clock.instant();
        boolean isKnown = here.contains(person) || elsewhere.containsKey(person);
        elsewhere.computeIfAbsent(person, p -> new HashMap<>()).put(other, now);
        Instant end = now.plus(FORGOTTEN);
        if (end.isBefore(nextToForget)) {
            nextToForget = end;
        }
        if (isKnown) {
            return;
        }
        // What a node hears in its first rounds is how things are; later it is what it should have heard before.
        boolean isNews = word == PresenceSignal.Word.CAME || now.isAfter(started.plus(ROUND.multipliedBy(2)));
        if (isNews) {
            listener.came(person);
        } else {
            listener.wasThere(person);
        }
    }

    private void goneFrom(String other, AccountId person) {
        Map<String, Instant> nodes = elsewhere.get(person);
        if (nodes == null || nodes.remove(other) == null) {
            return;
        }
        remember(person);
        if (nodes.isEmpty()) {
            forget(person);
        }
    }

    private void forget(AccountId person) {
        elsewhere.remove(person);
        if (!here.contains(person)) {
            listener.went(person);
        }
    }

    /** Forgets whom nobody has told of for long. */
    void forget() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (now.isBefore(nextToForget)) {
                return;
            }
            Instant oldest = now.minus(FORGOTTEN);
            List<AccountId> forgotten = new ArrayList<>();
            Instant next = Instant.MAX;
            for (Map.Entry<AccountId, Map<String, Instant>> person : elsewhere.entrySet()) {
                Map<String, Instant> nodes = person.getValue();
                if (nodes.values().removeIf(told -> !told.isAfter(oldest)) && nodes.isEmpty()) {
                    forgotten.add(person.getKey());
                }
                for (Instant told : nodes.values()) {
                    Instant end = told.plus(FORGOTTEN);
                    next = end.isBefore(next) ? end : next;
                }
            }
            nextToForget = next;
            for (AccountId person : forgotten) {
                remember(person);
                forget(person);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long nextRound = System.nanoTime() + ROUND.toNanos();
        try {
            while (awaitSomething(nextRound)) {
                forget();
                if (System.nanoTime() - nextRound >= 0) {
                    nextRound = System.nanoTime() + ROUND.toNanos();
                    tellAll();
                } else {
                    tellChanges();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitSomething(long until) throws InterruptedException {
        lock.lock();
        try {
            long left = Math.min(LOOK_NANOS, until - System.nanoTime());
            while (!closed && changes.isEmpty() && left > 0) {
                left = something.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void tellChanges() {
        Map<AccountId, Boolean> told;
        lock.lock();
        try {
            told = changes;
            changes = new LinkedHashMap<>();
        } finally {
            lock.unlock();
        }
        tell(
                told.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList(),
                PresenceSignal.Word.CAME);
        tell(
                told.entrySet().stream()
                        .filter(e -> !e.getValue())
                        .map(Map.Entry::getKey)
                        .toList(),
                PresenceSignal.Word.WENT);
    }

    /** Tells of everybody here. */
    void tellAll() {
        // First who has just come: of whom is there, it is no news that he is.
        tellChanges();
        List<AccountId> all;
        lock.lock();
        try {
            all = new ArrayList<>(here);
        } finally {
            lock.unlock();
        }
        tell(all, PresenceSignal.Word.THERE);
    }

    private void tell(List<AccountId> people, PresenceSignal.Word word) {
        PresenceSignal.of(node, word, people).forEach(bus::signal);
    }

    /** Says goodbye for all who are here, and ends; bounded in time. */
    @Override
    public void close() {
        List<AccountId> all;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(here);
            here.clear();
            something.signal();
        } finally {
            lock.unlock();
        }
        signals.close();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tellChanges();
        tell(all, PresenceSignal.Word.WENT);
    }

    /** For tests: how many people other nodes have told of, forgotten ones among them until that is looked for. */
    int knownElsewhere() {
        lock.lock();
        try {
            return elsewhere.size();
        } finally {
            lock.unlock();
        }
    }
}
