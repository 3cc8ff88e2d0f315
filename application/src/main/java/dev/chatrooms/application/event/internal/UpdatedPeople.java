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
 * Which rooms those people are in of whom the ring holds an {@code account.updated}, folded from the log: who shares a
 * room with them now is to be told, and that may have changed since the event. As many as the ring holds of these
 * events, so as bounded as it is. The feed's thread changes it, others only ask {@link #roomsOf}.
 */
final class UpdatedPeople {
    private static final class Known {
        final Set<RoomId> rooms = ConcurrentHashMap.newKeySet();
        /** How many events of his the ring holds. */
        int events;
    }

    private final Map<AccountId, Known> people = new ConcurrentHashMap<>();

    /** An event goes into the ring: changes where its person is, or begins to remember where he is. */
    void added(LoggedEvent event) {
        switch (event.kind()) {
            case ACCOUNT_UPDATED -> updated(event);
            case ROOM_CREATED -> entered(event.actorId(), event.roomId());
            case MEMBER_JOINED -> entered(event.subjectId(), event.roomId());
            case MEMBER_LEFT -> {
                Known known = known(event.subjectId());
                if (known != null && event.roomId() != null) {
                    known.rooms.remove(event.roomId());
                }
            }
            // A room that is deleted is nobody's any more, so nobody shares it.
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
            Known known = people.computeIfAbsent(event.subjectId(), id -> new Known());
            known.events++;
            // What was read last is right: at the latest once what happened up to that reading has been folded too.
            known.rooms.retainAll(content.rooms());
            known.rooms.addAll(content.rooms());
        }
    }

    private void entered(@Nullable AccountId person, @Nullable RoomId room) {
        Known known = known(person);
        if (known != null && room != null) {
            known.rooms.add(room);
        }
    }

    private @Nullable Known known(@Nullable AccountId person) {
        return person == null ? null : people.get(person);
    }

    /** An event has gone from the ring. */
    void gone(LoggedEvent event) {
        Known known = event.kind() == EventKind.ACCOUNT_UPDATED ? known(event.subjectId()) : null;
        if (known != null && event.subjectId() != null) {
            known.events--;
            if (known.events == 0) {
                people.remove(event.subjectId());
            }
        }
    }

    /**
     * The rooms that the person of an {@code account.updated} is in now, and those that he left with it; as of when it
     * was read, where it has gone from the ring.
     */
    Set<RoomId> roomsOf(LoggedEvent event) {
        Known known = known(event.subjectId());
        EventContent.OfAccount content = (EventContent.OfAccount) event.content();
        Set<RoomId> now = known == null ? content.rooms() : known.rooms;
        if (content.left().isEmpty()) {
            return now;
        }
        Set<RoomId> all = new HashSet<>(now);
        all.addAll(content.left());
        return all;
    }
}
