package dev.chatrooms.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.RoomKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A simple model of the rules: goes over the log from its start and says who had a right to what. */
final class LogModel {
    private final List<LoggedEvent> log;

    LogModel(List<LoggedEvent> log) {
        this.log = log;
    }

    private record Member(RoomId room, AccountId account) {}

    /**
     * Checks that positions and seqs have no gaps, that only members post and have markers, and that no account joins
     * twice, leaves unjoined, or does anything in a deleted room. The host may change the custom data of a message
     * whose sender has left; the event is that of an edit by the sender.
     */
    void checkItself() {
        Map<RoomId, Long> lastSeq = new HashMap<>();
        Set<Member> members = new HashSet<>();
        Set<Member> everMembers = new HashSet<>();
        Set<RoomId> deleted = new HashSet<>();
        for (int i = 0; i < log.size(); i++) {
            LoggedEvent event = log.get(i);
            assertThat(event.position()).isEqualTo(new Position(i + 1L));
            assertThat(deleted).as("nothing follows a room's deletion").doesNotContain(event.roomId());
            switch (event.kind()) {
                case MESSAGE_POSTED -> {
                    Message message = message(event);
                    assertThat(message.seq()).isEqualTo(lastSeq.merge(event.roomId(), 1L, Long::sum));
                    assertThat(members).contains(new Member(event.roomId(), message.senderId()));
                }
                case MEMBER_JOINED -> {
                    Member joined = new Member(event.roomId(), event.subjectId());
                    assertThat(members.add(joined)).isTrue();
                    everMembers.add(joined);
                }
                case MEMBER_LEFT ->
                    assertThat(members.remove(new Member(event.roomId(), event.subjectId())))
                            .isTrue();
                case ROOM_DELETED -> deleted.add(event.roomId());
                case MESSAGE_EDITED -> assertThat(everMembers).contains(new Member(event.roomId(), event.actorId()));
                case MESSAGE_DELETED, MESSAGE_PINNED, MESSAGE_UNPINNED, REACTION_ADDED, REACTION_REMOVED ->
                    assertThat(members).contains(new Member(event.roomId(), event.actorId()));
                case ME_UPDATED -> assertThat(members).contains(new Member(event.roomId(), event.subjectId()));
                default -> {}
            }
        }
    }

    /**
     * Returns whether an account may read a file that has been attached: the message and its room exist, and the room
     * is public or the account is a member.
     */
    boolean mayReadAttached(FileId file, AccountId account) {
        RoomId room = log.stream()
                .filter(event -> event.kind() == EventKind.MESSAGE_POSTED)
                .filter(event -> message(event).attachments().stream()
                        .anyMatch(attached -> attached.id().equals(file)))
                .map(LoggedEvent::roomId)
                .findFirst()
                .orElse(null);
        boolean open = false;
        boolean member = false;
        for (LoggedEvent event : log) {
            if (event.roomId() == null || !event.roomId().equals(room)) {
                continue;
            }
            boolean own = account.equals(event.subjectId());
            switch (event.kind()) {
                case ROOM_CREATED ->
                    open = ((EventContent.OfRoom) event.content()).room().room().kind() == RoomKind.PUBLIC;
                case MEMBER_JOINED -> member |= own;
                case MEMBER_LEFT -> member &= !own;
                case ROOM_DELETED -> {
                    return false;
                }
                default -> {}
            }
        }
        return open || member;
    }

    private static Message message(LoggedEvent event) {
        return ((EventContent.OfMessage) event.content()).message().message();
    }

    void checkPosted(Position position, Message acknowledged, AccountId sender) {
        Message logged = message(log.get((int) position.value() - 1));
        assertThat(logged.id()).isEqualTo(acknowledged.id());
        assertThat(logged.seq()).isEqualTo(acknowledged.seq());
        if (logged.editedAt() == null && !logged.isDeleted()) {
            assertThat(logged.text()).isEqualTo(acknowledged.text());
        }
        assertThat(logged.senderId()).isEqualTo(sender);
    }

    void checkPostedOnlyOnce(AccountId sender, Set<String> acknowledged) {
        List<String> posted = log.stream()
                .filter(event -> event.kind() == EventKind.MESSAGE_POSTED)
                .map(LogModel::message)
                .filter(message -> message.senderId().equals(sender))
                .map(message -> message.clientId().value())
                .toList();
        // Nothing failed with an unknown outcome here, so what was posted is what was acknowledged.
        assertThat(posted).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    /**
     * Checks what a viewer saw after a position: in order and once everything that the viewer must see, and beyond that
     * only what the viewer may see. The events of rooms that the viewer is still in must be seen. The events during a
     * membership that has ended may be seen or not.
     */
    void checkSeen(AccountId viewer, Position start, List<ViewedEvent> seen) {
        TreeMap<Position, LoggedEvent> must = new TreeMap<>();
        TreeMap<Position, LoggedEvent> may = new TreeMap<>();
        Map<RoomId, List<LoggedEvent>> staying = new HashMap<>();
        for (LoggedEvent event : log) {
            RoomId room = event.roomId();
            boolean own = viewer.equals(event.subjectId());
            switch (event.kind()) {
                case ROOM_CREATED -> {
                    if (viewer.equals(event.actorId())) {
                        staying.put(room, new ArrayList<>(List.of(event)));
                    }
                }
                case MEMBER_JOINED -> {
                    if (own) {
                        must.put(event.position(), event);
                        staying.computeIfAbsent(room, r -> new ArrayList<>());
                    } else if (staying.containsKey(room)) {
                        staying.get(room).add(event);
                    }
                }
                case MEMBER_LEFT -> {
                    if (own) {
                        must.put(event.position(), event);
                        staying.remove(room).forEach(lost -> may.put(lost.position(), lost));
                    } else if (staying.containsKey(room)) {
                        staying.get(room).add(event);
                    }
                }
                case ROOM_DELETED -> {
                    if (staying.containsKey(room)) {
                        must.put(event.position(), event);
                        staying.remove(room).forEach(lost -> may.put(lost.position(), lost));
                    }
                }
                case MESSAGE_POSTED,
                        MESSAGE_EDITED,
                        MESSAGE_DELETED,
                        MESSAGE_PINNED,
                        MESSAGE_UNPINNED,
                        REACTION_ADDED,
                        REACTION_REMOVED,
                        ROOM_UPDATED -> {
                    if (staying.containsKey(room)) {
                        staying.get(room).add(event);
                    }
                }
                case ME_UPDATED -> {
                    if (own && staying.containsKey(room)) {
                        staying.get(room).add(event);
                    }
                }
                default -> {}
            }
        }
        staying.values().forEach(kept -> kept.forEach(event -> must.put(event.position(), event)));

        List<Position> positions = seen.stream().map(e -> e.cursor().position()).toList();
        assertThat(positions).as("in order, once").isSorted().doesNotHaveDuplicates();
        assertThat(positions)
                .as("all mandatory events")
                .containsAll(must.tailMap(start, false).keySet());
        Set<Position> allowed = new HashSet<>(must.keySet());
        allowed.addAll(may.keySet());
        assertThat(allowed).as("only permitted events").containsAll(positions);
    }
}
