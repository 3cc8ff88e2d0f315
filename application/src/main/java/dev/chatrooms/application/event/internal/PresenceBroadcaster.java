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
 * Tells the streams of this node who has come and who has gone, on whichever node that was. A node knows the rooms and
 * contacts of its own people only, so for those who come and go it asks the store which small rooms they are in, and
 * who has blocked whom: some people at a time, on a worker, and what comes meanwhile waits and goes together next.
 *
 * <pre>
 *   who came or went ---> rooms (worker) ---> who is to know (feed) ---> blocks (worker) ---> streams (feed)
 * </pre>
 *
 * <p>Who went is told of only when he has not come back within {@link #GRACE}: a page that is loaded anew is no news.
 * What waits has one entry at most for each person.
 */
public final class PresenceBroadcaster implements PresenceListener {
    private static final Logger LOG = System.getLogger(PresenceBroadcaster.class.getName());
    static final Duration GRACE = Duration.ofSeconds(3);
    private static final int MOST_AT_ONCE = 64;
    /** More small rooms nobody needs to be seen in. */
    private static final int MOST_ROOMS = 200;

    private static final int MOST_VIEWERS = 1000;

    private final LiveFeed feed;
    private final Transactions transactions;
    private final InstantSource clock;
    private final int mostMembers;

    /** Guards what follows; held for moments only. */
    private final Object lock = new Object();

    /** Who is there as far as the streams have been told. */
    private final Set<AccountId> shown = new HashSet<>();

    private final Set<AccountId> coming = new LinkedHashSet<>();
    /** Since when; who went first comes first. */
    private final Map<AccountId, Instant> going = new LinkedHashMap<>();
    /** Whether the feed's thread knows that somebody has come. */
    private boolean awaited;

    /** Whether some are under way; only the feed's thread. */
    private boolean busy;

    /** Those who are under way, each with what is told of him. */
    private record News(Map<AccountId, Presence.Status> people) {
        boolean isEmpty() {
            return people.isEmpty();
        }
    }

    PresenceBroadcaster(LiveFeed feed, Transactions transactions, InstantSource clock, int mostMembers) {
        this.feed = feed;
        this.transactions = transactions;
        this.clock = clock;
        this.mostMembers = mostMembers;
    }

    // ---- what happens

    @Override
    public void came(AccountId account) {
        synchronized (lock) {
            going.remove(account);
            if (shown.contains(account) || !coming.add(account) || awaited) {
                return;
            }
            awaited = true;
        }
        feed.execute(() -> {
            synchronized (lock) {
                awaited = false;
            }
            goOn();
        });
    }

    @Override
    public void went(AccountId account) {
        synchronized (lock) {
            coming.remove(account);
            if (shown.contains(account)) {
                going.put(account, clock.instant());
            }
        }
    }

    @Override
    public void wasThere(AccountId account) {
        synchronized (lock) {
            going.remove(account);
            coming.remove(account);
            shown.add(account);
        }
    }

    // ---- the feed's thread, and workers in between

    void tick() {
        goOn();
    }

    private void goOn() {
        if (busy) {
            return;
        }
        News news = next();
        if (!news.isEmpty()) {
            busy = true;
            askForRooms(news);
        }
    }

    private void done() {
        busy = false;
        goOn();
    }

    private News next() {
        Instant latest = clock.instant().minus(GRACE);
        Map<AccountId, Presence.Status> people = new LinkedHashMap<>();
        synchronized (lock) {
            Iterator<AccountId> comers = coming.iterator();
            while (comers.hasNext() && people.size() < MOST_AT_ONCE) {
                AccountId comer = comers.next();
                comers.remove();
                shown.add(comer);
                people.put(comer, Presence.Status.ONLINE);
            }
            Iterator<Map.Entry<AccountId, Instant>> goers = going.entrySet().iterator();
            while (goers.hasNext() && people.size() < MOST_AT_ONCE) {
                Map.Entry<AccountId, Instant> goer = goers.next();
                if (goer.getValue().isAfter(latest)) {
                    break;
                }
                goers.remove();
                shown.remove(goer.getKey());
                people.put(goer.getKey(), Presence.Status.OFFLINE);
            }
        }
        return new News(people);
    }

    private void askForRooms(News news) {
        if (feed.subscribers().isNobodyBut(news.people().keySet())) {
            feed.execute(this::done);
            return;
        }
        ask(() -> {
            Map<AccountId, Set<RoomId>> rooms = transactions.read(stores ->
                    stores.roomQueries().smallRooms(mostMembers, news.people().keySet(), MOST_ROOMS));
            feed.execute(() -> askForBlocks(news, rooms));
        });
    }

    private void askForBlocks(News news, Map<AccountId, Set<RoomId>> rooms) {
        Map<AccountId, Set<AccountId>> viewers = new HashMap<>();
        Set<AccountId> all = new HashSet<>();
        for (AccountId person : news.people().keySet()) {
            Set<AccountId> his = new LinkedHashSet<>();
            feed.subscribers().holdersOf(person).forEach(holder -> his.add(holder.account));
            for (RoomId room : rooms.getOrDefault(person, Set.of())) {
                feed.subscribers().in(room).forEach(member -> his.add(member.account));
            }
            his.remove(person);
            viewers.put(person, his);
            all.addAll(his);
        }
        if (all.isEmpty()) {
            done();
            return;
        }
        ask(() -> {
            Map<AccountId, Set<AccountId>> blocks = blocks(news.people().keySet(), new ArrayList<>(all));
            feed.execute(() -> {
                show(news, viewers, blocks);
                done();
            });
        });
    }

    private Map<AccountId, Set<AccountId>> blocks(Set<AccountId> people, List<AccountId> viewers) {
        Map<AccountId, Set<AccountId>> blocks = new HashMap<>();
        for (int from = 0; from < viewers.size(); from += MOST_VIEWERS) {
            List<AccountId> some = viewers.subList(from, Math.min(viewers.size(), from + MOST_VIEWERS));
            transactions
                    .<Map<AccountId, Set<AccountId>>>read(
                            stores -> stores.blocks().among(people, some))
                    .forEach((person, others) ->
                            blocks.computeIfAbsent(person, p -> new HashSet<>()).addAll(others));
        }
        return blocks;
    }

    private void show(News news, Map<AccountId, Set<AccountId>> viewers, Map<AccountId, Set<AccountId>> blocks) {
        SignalRound round = new SignalRound();
        news.people().forEach((person, status) -> {
            ViewedSignal viewed = new ViewedSignal(new Signal.PresenceChanged(person, status));
            Set<AccountId> hidden = blocks.getOrDefault(person, Set.of());
            for (AccountId viewer : viewers.getOrDefault(person, Set.of())) {
                AccountFeed listening = feed.subscribers().find(viewer);
                if (listening != null && !hidden.contains(viewer)) {
                    round.add(listening, viewed);
                }
            }
        });
        round.end();
    }

    /** Asks the store on a worker. While that is away these people wait, and all who come and go behind them. */
    private void ask(Runnable question) {
        feed.work(() -> {
            try {
                question.run();
            } catch (StoreUnavailable e) {
                LOG.log(Level.DEBUG, "who is to know who is there cannot be read; it will be tried again", e);
                feed.workLater(() -> ask(question));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "some streams are not told who came and went", e);
                feed.execute(this::done);
            }
        });
    }
}
