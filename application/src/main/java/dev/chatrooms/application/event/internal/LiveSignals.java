package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.EphemeralEvents;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedSignal;
import dev.chatrooms.application.event.internal.TypingState.Typist;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes signals from here and from the other nodes to the streams of this node. What is told here goes to the bus at
 * once; what comes from either waits, with one word for each person in each room, until the feed's thread has time for
 * it, and what is too much is lost. It is handed to streams that take it at that moment, and kept for none.
 *
 * <p>The feed's events end what they make untrue: whoever has posted a message, or is gone, is not typing any more.
 */
public final class LiveSignals implements EphemeralEvents, FeedListener, AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    /** How many are handed over before events have their turn again. */
    private static final int MOST_AT_ONCE = 256;

    private final LiveFeed feed;
    private final EventBus bus;
    private final String node;
    private final InstantSource clock;
    private final int mostMembers;
    private final EventBus.Registration registration;
    private final PresenceBroadcaster presence;
    private final TypingThrottle told;

    private final TypingState typing = new TypingState();
    /** Of what the feed's thread is just at. */
    private final SignalRound round = new SignalRound();

    /** What waits for the feed's thread; guarded by itself, as is whether that knows. */
    private final Map<Subject, BusSignal> waiting = new LinkedHashMap<>();

    private boolean awaited;

    /** Of what only the last word counts. */
    private record Subject(Class<?> kind, RoomId room, AccountId person) {}

    /**
     * Starts listening, and stays at the feed's side.
     *
     * @param node what this node calls itself, which no other does
     * @param bus not closed here
     */
    public LiveSignals(
            LiveFeed feed,
            EventBus bus,
            Transactions transactions,
            InstantSource clock,
            String node,
            ChatSettings settings) {
        this.feed = feed;
        this.bus = bus;
        this.node = node;
        this.clock = clock;
        this.mostMembers = settings.signalsMaxMembers();
        this.presence = new PresenceBroadcaster(feed, transactions, clock, mostMembers);
        this.told = new TypingThrottle(clock);
        this.registration = bus.onSignal(this::heard);
        feed.accompany(this);
    }

    /** What is to hear who comes and goes on all nodes. */
    public PresenceBroadcaster presence() {
        return presence;
    }

    /** What people here have just told of their typing. */
    TypingThrottle told() {
        return told;
    }

    /** Whether the members of a room of that size are told of each other. */
    boolean reaches(int memberCount) {
        return memberCount <= mostMembers;
    }

    // ---- what is told

    @Override
    public void read(RoomId room, int memberCount, AccountId reader, long readSeq, long unread) {
        tell(new BusSignal(node, new Signal.Read(room, reader, readSeq, unread), reaches(memberCount)));
    }

    /** Shows the room's others that somebody types, or has stopped; whoever calls this has seen that he may. */
    void typing(RoomId room, AccountId person, boolean on) {
        tell(new BusSignal(node, new Signal.Typing(room, person, on), true));
    }

    private void tell(BusSignal signal) {
        await(signal);
        bus.signal(signal.text());
    }

    private void heard(String text) {
        BusSignal.parse(text).filter(signal -> !signal.node().equals(node)).ifPresent(this::await);
    }

    private void await(BusSignal signal) {
        RoomId room = signal.signal().roomId();
        if (room == null) {
            return;
        }
        Subject subject =
                new Subject(signal.signal().getClass(), room, signal.signal().userId());
        synchronized (waiting) {
            // Removed first: the last word is said last.
            waiting.remove(subject);
            if (waiting.size() >= MOST_WAITING) {
                return;
            }
            waiting.put(subject, signal);
            if (awaited) {
                return;
            }
            awaited = true;
        }
        feed.execute(this::handOver);
    }

    // ---- the feed's thread

    private void handOver() {
        List<BusSignal> some = new ArrayList<>();
        boolean isMore;
        synchronized (waiting) {
            Iterator<BusSignal> next = waiting.values().iterator();
            while (next.hasNext() && some.size() < MOST_AT_ONCE) {
                some.add(next.next());
                next.remove();
            }
            isMore = !waiting.isEmpty();
            awaited = isMore;
        }
        some.forEach(this::handOver);
        round.end();
        if (isMore) {
            // Behind the events that have come meanwhile.
            feed.execute(this::handOver);
        }
    }

    private void handOver(BusSignal signal) {
        if (signal.signal() instanceof Signal.Typing word) {
            Typist typist = new Typist(word.roomId(), word.userId());
            if (word.on() ? isSeen(typist) && typing.on(typist, clock.instant()) : typing.off(typist)) {
                toOthers(word);
            }
        } else if (signal.signal() instanceof Signal.Read read) {
            AccountFeed reader = feed.subscribers().find(read.userId());
            if (reader != null) {
                round.add(reader, new ViewedSignal(read));
            }
            if (signal.toOthers()) {
                toOthers(new Signal.Read(read.roomId(), read.userId(), read.seq(), null));
            }
        }
    }

    /** Whether anybody is here to be shown it. */
    private boolean isSeen(Typist typist) {
        return feed.subscribers().in(typist.room()).stream()
                .anyMatch(member -> !member.account.equals(typist.person()));
    }

    private void toOthers(Signal signal) {
        RoomId room = signal.roomId();
        if (room == null) {
            return;
        }
        ViewedSignal viewed = new ViewedSignal(signal);
        for (AccountFeed member : feed.subscribers().in(room)) {
            if (!member.account.equals(signal.userId())) {
                round.add(member, viewed);
            }
        }
    }

    @Override
    public void passed(LoggedEvent event) {
        switch (event.kind()) {
            case MESSAGE_POSTED -> ends(new Typist(room(event), Objects.requireNonNull(event.actorId())));
            case MEMBER_LEFT -> ends(new Typist(room(event), Objects.requireNonNull(event.subjectId())));
            case ROOM_DELETED -> {
                told.forget(room(event));
                typing.off(room(event));
            }
            case MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_CREATED,
                    ROOM_UPDATED,
                    MEMBER_JOINED,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ACCOUNT_UPDATED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> {}
        }
    }

    private static RoomId room(LoggedEvent event) {
        return Objects.requireNonNull(event.roomId(), "the room of an event");
    }

    private void ends(Typist typist) {
        told.forget(typist);
        if (typing.off(typist)) {
            toOthers(new Signal.Typing(typist.room(), typist.person(), false));
        }
    }

    @Override
    public void roundEnded() {
        round.end();
    }

    @Override
    public void tick() {
        for (Typist typist : typing.expire(clock.instant())) {
            toOthers(new Signal.Typing(typist.room(), typist.person(), false));
        }
        round.end();
        presence.tick();
    }

    /** Listens no more. */
    @Override
    public void close() {
        registration.close();
    }
}
