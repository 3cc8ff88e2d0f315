package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventKind;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.room.RoomId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who listens on this node, by account and by room. Only the feed's thread comes here. */
final class Subscribers {
    private final Map<AccountId, AccountFeed> accounts = new HashMap<>();
    private final Map<RoomId, Set<AccountFeed>> rooms = new HashMap<>();

    @Nullable
    AccountFeed find(AccountId account) {
        return accounts.get(account);
    }

    void add(AccountFeed feed, EventStream stream) {
        if (accounts.put(feed.account, feed) == null) {
            feed.rooms().forEach(room -> enter(room, feed));
        }
        feed.streams.add(stream);
    }

    void remove(EventStream stream) {
        AccountFeed feed = accounts.get(stream.caller.accountId());
        if (feed != null && feed.streams.remove(stream) && feed.streams.isEmpty()) {
            accounts.remove(feed.account);
            feed.rooms().forEach(room -> exit(room, feed));
        }
    }

    /** Runs for each stream; streams may be removed meanwhile. */
    void forEach(Consumer<EventStream> action) {
        for (AccountFeed feed : List.copyOf(accounts.values())) {
            List.copyOf(feed.streams).forEach(action);
        }
    }

    /**
     * Adds an event to the round of each live stream that may see it, and changes who is in which room by what it says: whoever comes sees
     * it, whoever goes still sees it.
     *
     * @param touched gets the streams that have their first event of the round
     */
    void offer(RingEntry entry, List<EventStream> touched) {
        LoggedEvent event = entry.event;
        AccountFeed subject = event.subjectId() == null ? null : accounts.get(event.subjectId());
        AccountFeed comer = event.kind() == EventKind.ROOM_CREATED && event.actorId() != null
                ? accounts.get(event.actorId())
                : subject;
        RoomId room = event.roomId();
        if (room == null) {
            offer(entry, subject, touched);
            return;
        }
        if (comer != null && (event.kind() == EventKind.MEMBER_JOINED || event.kind() == EventKind.ROOM_CREATED)) {
            comer.fold(event);
            enter(room, comer);
        }
        Set<AccountFeed> members = rooms.getOrDefault(room, Set.of());
        members.forEach(member -> offer(entry, member, touched));
        if (event.kind() == EventKind.MEMBER_LEFT && subject != null) {
            if (!members.contains(subject)) {
                offer(entry, subject, touched);
            }
            subject.fold(event);
            exit(room, subject);
        } else if (event.kind() == EventKind.ROOM_DELETED) {
            members.forEach(member -> member.fold(event));
            rooms.remove(room);
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
        rooms.computeIfAbsent(room, r -> new LinkedHashSet<>()).add(feed);
    }

    private void exit(RoomId room, AccountFeed feed) {
        Set<AccountFeed> members = rooms.get(room);
        if (members != null && members.remove(feed) && members.isEmpty()) {
            rooms.remove(room);
        }
    }
}
