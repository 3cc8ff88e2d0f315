package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedSignal;
import dev.chatrooms.application.people.internal.PresenceListener;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Presence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends changes of presence on any node to the streams of this node.
 *
 * <p>A node knows the rooms and contacts of its own accounts only. For accounts that go online or offline it reads from
 * the store which small rooms they are in and which blocks exist: up to {@value #MAX_ACCOUNTS_AT_ONCE} accounts at a
 * time, on a worker. Changes that arrive meanwhile go together with the next ones.
 *
 * <pre>
 *   changes ---> rooms (worker) ---> viewers (feed's thread) ---> blocks (worker) ---> streams (feed's thread)
 * </pre>
 *
 * <p>An account that goes offline is reported only if it has not returned within {@link #GRACE}, so reloading a page is
 * no change. Pending changes are bounded by one per account.
 */
public final class PresenceBroadcaster implements PresenceListener {
    private static final Logger LOG = System.getLogger(PresenceBroadcaster.class.getName());
    static final Duration GRACE = Duration.ofSeconds(3);
    private static final int MAX_ACCOUNTS_AT_ONCE = 64;
    /** An account in more small rooms is visible in the newest of them only. */
    private static final int MAX_ROOMS_PER_ACCOUNT = 200;

    private static final int MAX_VIEWERS_PER_QUERY = 1000;

    private final LiveFeed feed;
    private final Transactions transactions;
    private final InstantSource clock;
    private final int maxMembers;

    /** Guards the four fields below; held briefly. */
    private final Object lock = new Object();

    /** Accounts that are online according to what was sent to the streams. */
    private final Set<AccountId> broadcast = new HashSet<>();

    private final Set<AccountId> pendingOnline = new LinkedHashSet<>();
    /** Accounts that went offline, by when; the earliest first. */
    private final Map<AccountId, Instant> pendingOffline = new LinkedHashMap<>();
    /** Whether a task for pending changes is in the feed's queue. */
    private boolean scheduled;

    /** Whether changes are being processed. Confined to the feed's thread. */
    private boolean inProgress;

    /** Changes that are processed together. */
    private record Changes(Map<AccountId, Presence.Status> statuses) {
        Set<AccountId> accounts() {
            return statuses.keySet();
        }

        boolean isEmpty() {
            return statuses.isEmpty();
        }
    }

    PresenceBroadcaster(LiveFeed feed, Transactions transactions, InstantSource clock, int maxMembers) {
        this.feed = feed;
        this.transactions = transactions;
        this.clock = clock;
        this.maxMembers = maxMembers;
    }

    // ---- changes, on any thread

    @Override
    public void onOnline(AccountId account) {
        synchronized (lock) {
            pendingOffline.remove(account);
            if (broadcast.contains(account) || !pendingOnline.add(account) || scheduled) {
                return;
            }
            scheduled = true;
        }
        feed.execute(() -> {
            synchronized (lock) {
                scheduled = false;
            }
            next();
        });
    }

    @Override
    public void onOffline(AccountId account) {
        synchronized (lock) {
            pendingOnline.remove(account);
            if (broadcast.contains(account)) {
                pendingOffline.put(account, clock.instant());
            }
        }
    }

    @Override
    public void onAlreadyOnline(AccountId account) {
        synchronized (lock) {
            pendingOffline.remove(account);
            pendingOnline.remove(account);
            broadcast.add(account);
        }
    }

    // ---- on the feed's thread, unless a comment says otherwise

    void onTick() {
        next();
    }

    private void next() {
        if (inProgress) {
            return;
        }
        Changes changes = takePending();
        if (!changes.isEmpty()) {
            inProgress = true;
            readRooms(changes);
        }
    }

    private void finished() {
        inProgress = false;
        next();
    }

    private Changes takePending() {
        Instant cutoff = clock.instant().minus(GRACE);
        Map<AccountId, Presence.Status> statuses = new LinkedHashMap<>();
        synchronized (lock) {
            Iterator<AccountId> online = pendingOnline.iterator();
            while (online.hasNext() && statuses.size() < MAX_ACCOUNTS_AT_ONCE) {
                AccountId account = online.next();
                online.remove();
                broadcast.add(account);
                statuses.put(account, Presence.Status.ONLINE);
            }
            Iterator<Map.Entry<AccountId, Instant>> offline =
                    pendingOffline.entrySet().iterator();
            while (offline.hasNext() && statuses.size() < MAX_ACCOUNTS_AT_ONCE) {
                Map.Entry<AccountId, Instant> entry = offline.next();
                if (entry.getValue().isAfter(cutoff)) {
                    break;
                }
                offline.remove();
                broadcast.remove(entry.getKey());
                statuses.put(entry.getKey(), Presence.Status.OFFLINE);
            }
        }
        return new Changes(statuses);
    }

    private void readRooms(Changes changes) {
        if (feed.subscribers().hasOnly(changes.accounts())) {
            feed.execute(this::finished);
            return;
        }
        read(() -> {
            Map<AccountId, Set<RoomId>> rooms = transactions.read(
                    stores -> stores.roomQueries().smallRooms(maxMembers, changes.accounts(), MAX_ROOMS_PER_ACCOUNT));
            feed.execute(() -> readBlocks(changes, rooms));
        });
    }

    private void readBlocks(Changes changes, Map<AccountId, Set<RoomId>> rooms) {
        Map<AccountId, Set<AccountId>> viewers = new HashMap<>();
        Set<AccountId> all = new HashSet<>();
        for (AccountId account : changes.accounts()) {
            Set<AccountId> audience = new LinkedHashSet<>();
            feed.subscribers().contactHoldersOf(account).forEach(holder -> audience.add(holder.account));
            for (RoomId room : rooms.getOrDefault(account, Set.of())) {
                feed.subscribers().membersOf(room).forEach(member -> audience.add(member.account));
            }
            audience.remove(account);
            viewers.put(account, audience);
            all.addAll(audience);
        }
        if (all.isEmpty()) {
            finished();
            return;
        }
        read(() -> {
            Map<AccountId, Set<AccountId>> blocks = blocks(changes.accounts(), new ArrayList<>(all));
            feed.execute(() -> {
                send(changes, viewers, blocks);
                finished();
            });
        });
    }

    private Map<AccountId, Set<AccountId>> blocks(Set<AccountId> accounts, List<AccountId> viewers) {
        Map<AccountId, Set<AccountId>> blocks = new HashMap<>();
        for (int from = 0; from < viewers.size(); from += MAX_VIEWERS_PER_QUERY) {
            List<AccountId> chunk = viewers.subList(from, Math.min(viewers.size(), from + MAX_VIEWERS_PER_QUERY));
            transactions
                    .<Map<AccountId, Set<AccountId>>>read(
                            stores -> stores.blocks().among(accounts, chunk))
                    .forEach((account, others) -> blocks.computeIfAbsent(account, p -> new HashSet<>())
                            .addAll(others));
        }
        return blocks;
    }

    private void send(Changes changes, Map<AccountId, Set<AccountId>> viewers, Map<AccountId, Set<AccountId>> blocks) {
        SignalRound round = new SignalRound();
        changes.statuses().forEach((account, status) -> {
            ViewedSignal viewed = new ViewedSignal(new Signal.PresenceChanged(account, status));
            Set<AccountId> hidden = blocks.getOrDefault(account, Set.of());
            for (AccountId viewer : viewers.getOrDefault(account, Set.of())) {
                AccountFeed viewerFeed = feed.subscribers().find(viewer);
                if (viewerFeed != null && !hidden.contains(viewer)) {
                    round.add(viewerFeed, viewed);
                }
            }
        });
        round.end();
    }

    /** Runs a query on a worker, and repeats it while the store is unavailable. Further changes wait meanwhile. */
    private void read(Runnable query) {
        feed.runOnWorker(() -> {
            try {
                query.run();
            } catch (StoreUnavailable e) {
                LOG.log(Level.DEBUG, "cannot read the viewers of a change of presence; will retry", e);
                feed.runOnWorkerLater(() -> read(query));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "some changes of presence could not be sent", e);
                feed.execute(this::finished);
            }
        });
    }
}
