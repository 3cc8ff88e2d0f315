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
 * Who listens on this node, by account and by room. Only the feed's thread comes here, and whoever wants to
 * {@link #count}.
 */
final class Subscribers {
    private final Map<AccountId, AccountFeed> accounts = new HashMap<>();
    private final Map<RoomId, Set<AccountFeed>> rooms = new HashMap<>();
    /** By person, who has him as a contact. */
    private final Map<AccountId, Set<AccountFeed>> holders = new HashMap<>();

    /** All streams, for who is on another thread. */
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    private final UpdatedPeople people;
    private volatile StreamListener listener = StreamListener.NONE;

    /**
     * Without anybody.
     *
     * @param people tells where those are of whom there is something new
     */
    Subscribers(UpdatedPeople people) {
        this.people = people;
    }

    void tell(StreamListener whom) {
        listener = whom;
    }

    @Nullable
    AccountFeed find(AccountId account) {
        return accounts.get(account);
    }

    /** Who listens here of a room's members. */
    Set<AccountFeed> in(RoomId room) {
        return rooms.getOrDefault(room, Set.of());
    }

    /** Who listens here of those that have somebody as a contact. */
    Set<AccountFeed> holdersOf(AccountId person) {
        return holders.getOrDefault(person, Set.of());
    }

    /** Whether nobody listens here but, at most, some of those. */
    boolean isNobodyBut(Set<AccountId> people) {
        return accounts.size() <= people.size() && people.containsAll(accounts.keySet());
    }

    void add(AccountFeed feed, EventStream stream) {
        if (accounts.put(feed.account, feed) == null) {
            feed.rooms().forEach(room -> enter(room, feed));
            feed.contacts().forEach(person -> put(holders, person, feed));
            listener.came(feed.account);
        }
        feed.streams.add(stream);
        streams.add(stream);
    }

    void remove(EventStream stream) {
        streams.remove(stream);
        AccountFeed feed = accounts.get(stream.caller.accountId());
        if (feed != null && feed.streams.remove(stream) && feed.streams.isEmpty()) {
            accounts.remove(feed.account);
            feed.rooms().forEach(room -> exit(room, feed));
            feed.contacts().forEach(person -> take(holders, person, feed));
            listener.went(feed.account);
        }
    }

    /** How many streams there are; on any thread. */
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

    /** Runs for each stream; streams may be removed meanwhile. */
    void forEach(Consumer<EventStream> action) {
        for (AccountFeed feed : List.copyOf(accounts.values())) {
            List.copyOf(feed.streams).forEach(action);
        }
    }

    /**
     * Adds an event to the round of each live stream that may see it, and changes who is in which room by what it says:
     * whoever comes sees it, whoever goes still sees it.
     *
     * @param touched gets the streams that have their first event of the round
     */
    void offer(RingEntry entry, List<EventStream> touched) {
        LoggedEvent event = entry.event;
        AccountFeed subject = feed(event.subjectId());
        switch (event.kind()) {
            case ROOM_CREATED -> {
                enter(event, feed(event.actorId()));
                offerToMembers(entry, touched);
            }
            case MEMBER_JOINED -> {
                enter(event, subject);
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
                if (!AccountFeed.isEmpty(event)) {
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

    private void enter(LoggedEvent event, @Nullable AccountFeed feed) {
        if (feed != null) {
            feed.fold(event);
            enter(room(event), feed);
        }
    }

    private void leave(RingEntry entry, @Nullable AccountFeed subject, List<EventStream> touched) {
        if (subject != null) {
            if (!members(entry.event).contains(subject)) {
                offer(entry, subject, touched);
            }
            subject.fold(entry.event);
            exit(room(entry.event), subject);
        }
    }

    private void offerToAcquaintances(RingEntry entry, @Nullable AccountFeed subject, List<EventStream> touched) {
        AccountId account = Objects.requireNonNull(entry.event.subjectId(), "the subject of an event");
        // A set: an account that shares several rooms with the subject receives the event once.
        Set<AccountFeed> receivers = new LinkedHashSet<>(holders.getOrDefault(account, Set.of()));
        people.roomsOf(entry.event).forEach(room -> receivers.addAll(rooms.getOrDefault(room, Set.of())));
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
                put(holders, person, owner);
            } else {
                take(holders, person, owner);
            }
        }
    }

    private static void offer(RingEntry entry, @Nullable AccountFeed feed, List<EventStream> touched) {
        if (feed != null) {
            for (EventStream stream : feed.streams) {
                if (stream.isLive() && stream.wants(entry.event) && stream.addToRound(entry.viewedBy(feed.account))) {
                    touched.add(stream);
                }
            }
        }
    }

    private void enter(RoomId room, AccountFeed feed) {
        put(rooms, room, feed);
    }

    private void exit(RoomId room, AccountFeed feed) {
        take(rooms, room, feed);
    }

    private static <K> void put(Map<K, Set<AccountFeed>> index, K key, AccountFeed feed) {
        index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(feed);
    }

    private static <K> void take(Map<K, Set<AccountFeed>> index, K key, AccountFeed feed) {
        Set<AccountFeed> feeds = index.get(key);
        if (feeds != null && feeds.remove(feed) && feeds.isEmpty()) {
            index.remove(key);
        }
    }
}
