package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The current rooms of each account with an {@code account.updated} in the ring, folded from the log. The event goes to
 * those who share a room with the account now, which may differ from when it happened. Bounded by the number of such
 * events in the ring. Modified on the feed's thread only; other threads may call {@link #roomsOf}.
 */
final class UpdatedAccountRooms {
    private static final class Entry {
        final Set<RoomId> rooms = ConcurrentHashMap.newKeySet();
        /** The number of its events in the ring. */
        int events;
    }

    private final Map<AccountId, Entry> entries = new ConcurrentHashMap<>();

    /** Registers an event that is appended to the ring and applies it to the rooms of its account. */
    void onAppended(LoggedEvent event) {
        switch (event.kind()) {
            case ACCOUNT_UPDATED -> updated(event);
            case ROOM_CREATED -> entered(event.actorId(), event.roomId());
            case MEMBER_JOINED -> entered(event.subjectId(), event.roomId());
            case MEMBER_LEFT -> {
                Entry entry = entry(event.subjectId());
                if (entry != null && event.roomId() != null) {
                    entry.rooms.remove(event.roomId());
                }
            }
            // A deleted room has no members left to share it.
            case MESSAGE_POSTED,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_UPDATED,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ROOM_DELETED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> {}
        }
    }

    private void updated(LoggedEvent event) {
        if (event.subjectId() != null && event.content() instanceof EventContent.OfAccount content) {
            Entry entry = entries.computeIfAbsent(event.subjectId(), id -> new Entry());
            entry.events++;
            // The content was read at some position at or after the event; folding the events up to it converges.
            entry.rooms.retainAll(content.rooms());
            entry.rooms.addAll(content.rooms());
        }
    }

    private void entered(@Nullable AccountId account, @Nullable RoomId room) {
        Entry entry = entry(account);
        if (entry != null && room != null) {
            entry.rooms.add(room);
        }
    }

    private @Nullable Entry entry(@Nullable AccountId account) {
        return account == null ? null : entries.get(account);
    }

    /** Registers that an event was evicted from the ring. */
    void onEvicted(LoggedEvent event) {
        Entry entry = event.kind() == EventKind.ACCOUNT_UPDATED ? entry(event.subjectId()) : null;
        if (entry != null && event.subjectId() != null) {
            entry.events--;
            if (entry.events == 0) {
                entries.remove(event.subjectId());
            }
        }
    }

    /** Forgets all events. */
    void clear() {
        entries.clear();
    }

    /**
     * Returns the current rooms of the account of an {@code account.updated}, and those it left with it. If the event
     * is no longer in the ring, the rooms are those read with the event.
     */
    Set<RoomId> roomsOf(LoggedEvent event) {
        Entry entry = entry(event.subjectId());
        EventContent.OfAccount content = (EventContent.OfAccount) event.content();
        Set<RoomId> now = entry == null ? content.rooms() : entry.rooms;
        if (content.left().isEmpty()) {
            return now;
        }
        Set<RoomId> all = new HashSet<>(now);
        all.addAll(content.left());
        return all;
    }
}
