package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.common.SteadyClock;
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
 * Delivers signals of this node and of other nodes to the streams of this node. A signal of this node is published on
 * the bus at once. Signals from either source wait for the feed's thread, the latest per account, room and kind, at
 * most {@value #MAX_PENDING}; further ones are dropped. They go to the streams that accept them at that moment and are
 * not kept.
 *
 * <p>Events end the typing signals that they contradict: an account that posted a message or left the room is no longer
 * typing.
 */
public final class LiveSignals implements EphemeralEvents, FeedListener, AutoCloseable {
    private static final int MAX_PENDING = 10_000;
    /** The maximum number of signals to deliver before events are processed. */
    private static final int MAX_AT_ONCE = 256;

    private final LiveFeed feed;
    private final EventBus bus;
    private final String node;
    private final InstantSource clock;
    private final int maxMembers;
    private final EventBus.Registration registration;
    private final PresenceBroadcaster presence;
    private final TypingThrottle typingThrottle;

    private final TypingState typing = new TypingState();
    /** The signals of the current task of the feed's thread. */
    private final SignalRound round = new SignalRound();

    /** Signals that wait for the feed's thread. Guarded by itself, as is {@link #scheduled}. */
    private final Map<Subject, BusSignal> pending = new LinkedHashMap<>();

    private boolean scheduled;

    /** The subject of signals of which only the latest counts. */
    private record Subject(Class<?> kind, RoomId room, AccountId person) {}

    /**
     * Starts listening to the bus and to the feed.
     *
     * @param node the unique name of this node
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
        // Typing would otherwise last until the clock has caught up after it was set back.
        this.clock = new SteadyClock(clock);
        this.maxMembers = settings.signalsMaxMembers();
        this.presence = new PresenceBroadcaster(feed, transactions, this.clock, maxMembers);
        this.typingThrottle = new TypingThrottle(this.clock);
        this.registration = bus.onSignal(this::onSignal);
        feed.setListener(this);
    }

    /** Returns the listener for presence on all nodes. */
    public PresenceBroadcaster presence() {
        return presence;
    }

    /** Returns the recent typing reports of this node's accounts. */
    TypingThrottle typingThrottle() {
        return typingThrottle;
    }

    /** Returns whether signals are sent to the members of a room of that size. */
    boolean isSmallEnough(int memberCount) {
        return memberCount <= maxMembers;
    }

    // ---- publishing

    @Override
    public void read(RoomId room, int memberCount, AccountId reader, long readSeq, long unread) {
        publish(new BusSignal(node, new Signal.Read(room, reader, readSeq, unread), isSmallEnough(memberCount)));
    }

    @Override
    public void readHidden(RoomId room, AccountId reader, long readSeq, long unread) {
        publish(new BusSignal(node, new Signal.Read(room, reader, readSeq, unread), false));
    }

    /** Publishes that an account types or has stopped. The caller has checked that it may post in the room. */
    void typing(RoomId room, AccountId person, boolean on) {
        publish(new BusSignal(node, new Signal.Typing(room, person, on), true));
    }

    private void publish(BusSignal signal) {
        enqueue(signal);
        bus.signal(signal.text());
    }

    private void onSignal(String text) {
        BusSignal.parse(text).filter(signal -> !signal.node().equals(node)).ifPresent(this::enqueue);
    }

    private void enqueue(BusSignal signal) {
        RoomId room = signal.signal().roomId();
        if (room == null) {
            return;
        }
        Subject subject =
                new Subject(signal.signal().getClass(), room, signal.signal().userId());
        synchronized (pending) {
            // Removed first, so the latest signal goes to the end.
            pending.remove(subject);
            if (pending.size() >= MAX_PENDING) {
                return;
            }
            pending.put(subject, signal);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        feed.execute(this::deliver);
    }

    // ---- on the feed's thread

    private void deliver() {
        List<BusSignal> due = new ArrayList<>();
        boolean hasMore;
        synchronized (pending) {
            Iterator<BusSignal> next = pending.values().iterator();
            while (next.hasNext() && due.size() < MAX_AT_ONCE) {
                due.add(next.next());
                next.remove();
            }
            hasMore = !pending.isEmpty();
            scheduled = hasMore;
        }
        due.forEach(this::deliver);
        round.end();
        if (hasMore) {
            // After the events that have arrived meanwhile.
            feed.execute(this::deliver);
        }
    }

    private void deliver(BusSignal signal) {
        if (signal.signal() instanceof Signal.Typing report) {
            Typist typist = new Typist(report.roomId(), report.userId());
            if (report.on() ? hasViewers(typist) && typing.start(typist, clock.instant()) : typing.stop(typist)) {
                toOthers(report);
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

    /** Returns whether another member of the room has a stream on this node. */
    private boolean hasViewers(Typist typist) {
        return feed.subscribers().membersOf(typist.room()).stream()
                .anyMatch(member -> !member.account.equals(typist.person()));
    }

    private void toOthers(Signal signal) {
        RoomId room = signal.roomId();
        if (room == null) {
            return;
        }
        ViewedSignal viewed = new ViewedSignal(signal);
        for (AccountFeed member : feed.subscribers().membersOf(room)) {
            if (!member.account.equals(signal.userId())) {
                round.add(member, viewed);
            }
        }
    }

    @Override
    public void onEvent(LoggedEvent event) {
        switch (event.kind()) {
            case MESSAGE_POSTED -> stopTyping(new Typist(room(event), Objects.requireNonNull(event.actorId())));
            case MEMBER_LEFT -> stopTyping(new Typist(room(event), Objects.requireNonNull(event.subjectId())));
            case ROOM_DELETED -> {
                typingThrottle.forget(room(event));
                typing.stop(room(event));
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

    private void stopTyping(Typist typist) {
        typingThrottle.forget(typist);
        if (typing.stop(typist)) {
            toOthers(new Signal.Typing(typist.room(), typist.person(), false));
        }
    }

    @Override
    public void onRoundEnd() {
        round.end();
    }

    @Override
    public void onTick() {
        for (Typist typist : typing.expire(clock.instant())) {
            toOthers(new Signal.Typing(typist.room(), typist.person(), false));
        }
        round.end();
        presence.onTick();
    }

    /** Stops listening to the bus. */
    @Override
    public void close() {
        registration.close();
    }
}
