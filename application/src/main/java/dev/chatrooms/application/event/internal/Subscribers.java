package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.StreamListener;
import dev.chatrooms.application.monitoring.StreamActivity;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of this node, indexed by account, by room and by contact. Confined to the feed's thread, except
 * {@link #count}.
 */
final class Subscribers {
    private final Map<AccountId, AccountFeed> accounts = new HashMap<>();
    private final Map<RoomId, Set<AccountFeed>> rooms = new HashMap<>();
    /** For each account the feeds that have it as a contact. */
    private final Map<AccountId, Set<AccountFeed>> contactHolders = new HashMap<>();

    /** All streams, for other threads. */
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    private final UpdatedAccountRooms updatedAccounts;
    private volatile StreamListener listener = StreamListener.NONE;

    /** @param updatedAccounts the current rooms of accounts with an {@code account.updated} in the ring */
    Subscribers(UpdatedAccountRooms updatedAccounts) {
        this.updatedAccounts = updatedAccounts;
    }

    void setListener(StreamListener value) {
        listener = value;
    }

    @Nullable
    AccountFeed find(AccountId account) {
        return accounts.get(account);
    }

    /** Returns the room's members with a stream on this node. */
    Set<AccountFeed> membersOf(RoomId room) {
        return rooms.getOrDefault(room, Set.of());
    }

    /** Returns the accounts with a stream on this node that have this person as a contact. */
    Set<AccountFeed> contactHoldersOf(AccountId person) {
        return contactHolders.getOrDefault(person, Set.of());
    }

    /** Returns whether no account other than these has a stream on this node. */
    boolean hasOnly(Set<AccountId> some) {
        return accounts.size() <= some.size() && some.containsAll(accounts.keySet());
    }

    void add(AccountFeed feed, EventStream stream) {
        if (accounts.put(feed.account, feed) == null) {
            feed.rooms().forEach(room -> addToRoom(room, feed));
            feed.contacts().forEach(person -> addTo(contactHolders, person, feed));
            listener.onConnected(feed.account);
        }
        feed.streams.add(stream);
        streams.add(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
        AccountFeed feed = accounts.get(stream.caller.accountId());
        if (feed != null && feed.streams.remove(stream) && feed.streams.isEmpty()) {
            accounts.remove(feed.account);
            feed.rooms().forEach(room -> removeFromRoom(room, feed));
            feed.contacts().forEach(person -> removeFrom(contactHolders, person, feed));
            listener.onDisconnected(feed.account);
        }
    }

    /** Returns the number of accounts with streams. */
    int accounts() {
        return accounts.size();
    }

    /** Returns the number of rooms of these accounts. */
    int rooms() {
        return rooms.size();
    }

    /** Counts the streams. May be called on any thread. */
    StreamActivity count() {
        int live = 0;
        int behind = 0;
        for (EventStream stream : streams) {
            if (stream.isLive()) {
                live++;
            } else {
                behind++;
            }
        }
        return new StreamActivity(live, behind);
    }

    /** Runs an action for each stream. The action may remove streams. */
    void forEach(Consumer<EventStream> action) {
        for (AccountFeed feed : List.copyOf(accounts.values())) {
            List.copyOf(feed.streams).forEach(action);
        }
    }

    /**
     * Adds an event to the round of each live stream that may see it, and updates the room index: an account that joins
     * sees its own join, an account that leaves still sees its own leave.
     *
     * @param touched receives the streams for which it is the first event of the round
     */
    void offer(RingEntry entry, List<EventStream> touched) {
        LoggedEvent event = entry.event;
        AccountFeed subject = feed(event.subjectId());
        switch (event.kind()) {
            case ROOM_CREATED -> {
                addToRoom(event, feed(event.actorId()));
                offerToMembers(entry, touched);
            }
            case MEMBER_JOINED -> {
                addToRoom(event, subject);
                offerToMembers(entry, touched);
            }
            case MEMBER_LEFT -> {
                offerToMembers(entry, touched);
                leave(entry, subject, touched);
            }
            case ROOM_DELETED -> {
                offerToMembers(entry, touched);
                members(event).forEach(member -> member.fold(event));
                rooms.remove(room(event));
            }
            case MESSAGE_POSTED,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_UPDATED,
                    MEMBER_UPDATED -> offerToMembers(entry, touched);
            case ME_UPDATED -> {
                if (!AccountFeed.hasNoContent(event)) {
                    offer(entry, subject, touched);
                }
            }
            case ACCOUNT_UPDATED -> offerToAcquaintances(entry, subject, touched);
            case CONTACT_ADDED, CONTACT_REMOVED -> {
                updateContacts(event, subject);
                offer(entry, subject, touched);
            }
            case BLOCK_ADDED, BLOCK_REMOVED, SESSION_REVOKED -> offer(entry, subject, touched);
        }
    }

    private @Nullable AccountFeed feed(@Nullable AccountId account) {
        return account == null ? null : accounts.get(account);
    }

    private static RoomId room(LoggedEvent event) {
        return Objects.requireNonNull(event.roomId(), "the room of an event");
    }

    private Set<AccountFeed> members(LoggedEvent event) {
        return rooms.getOrDefault(room(event), Set.of());
    }

    private void offerToMembers(RingEntry entry, List<EventStream> touched) {
        members(entry.event).forEach(member -> offer(entry, member, touched));
    }

    private void addToRoom(LoggedEvent event, @Nullable AccountFeed feed) {
        if (feed != null) {
            feed.fold(event);
            addToRoom(room(event), feed);
        }
    }

    private void leave(RingEntry entry, @Nullable AccountFeed subject, List<EventStream> touched) {
        if (subject != null) {
            if (!members(entry.event).contains(subject)) {
                offer(entry, subject, touched);
            }
            subject.fold(entry.event);
            removeFromRoom(room(entry.event), subject);
        }
    }

    private void offerToAcquaintances(RingEntry entry, @Nullable AccountFeed subject, List<EventStream> touched) {
        AccountId account = Objects.requireNonNull(entry.event.subjectId(), "the subject of an event");
        // A set: an account that shares several rooms with the subject receives the event once.
        Set<AccountFeed> receivers = new LinkedHashSet<>(contactHolders.getOrDefault(account, Set.of()));
        updatedAccounts.roomsOf(entry.event).forEach(room -> receivers.addAll(rooms.getOrDefault(room, Set.of())));
        if (subject != null) {
            receivers.add(subject);
        }
        receivers.forEach(feed -> offer(entry, feed, touched));
    }

    private void updateContacts(LoggedEvent event, @Nullable AccountFeed owner) {
        if (owner != null) {
            AccountId person = ((EventContent.OfPerson) event.content()).user().id();
            owner.fold(event);
            if (owner.contacts().contains(person)) {
                addTo(contactHolders, person, owner);
            } else {
                removeFrom(contactHolders, person, owner);
            }
        }
    }

    private static void offer(RingEntry entry, @Nullable AccountFeed feed, List<EventStream> touched) {
        if (feed != null) {
            for (EventStream stream : feed.streams) {
                if (stream.takesEvents()
                        && stream.matches(entry.event)
                        && stream.addToRound(entry.viewedBy(feed.account))) {
                    touched.add(stream);
                }
            }
        }
    }

    private void addToRoom(RoomId room, AccountFeed feed) {
        addTo(rooms, room, feed);
    }

    private void removeFromRoom(RoomId room, AccountFeed feed) {
        removeFrom(rooms, room, feed);
    }

    private static <K> void addTo(Map<K, Set<AccountFeed>> index, K key, AccountFeed feed) {
        index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(feed);
    }

    private static <K> void removeFrom(Map<K, Set<AccountFeed>> index, K key, AccountFeed feed) {
        Set<AccountFeed> feeds = index.get(key);
        if (feeds != null && feeds.remove(feed) && feeds.isEmpty()) {
            index.remove(key);
        }
    }
}
