package dev.chatrooms.persistence.event;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.persistence.account.JdbcAccounts;
import dev.chatrooms.persistence.message.MessageViews;
import dev.chatrooms.persistence.room.RoomViews;
import dev.chatrooms.persistence.room.RoomViews.Wanted;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Loads entries of the log with the current state of what they refer to: one statement for the entries and their
 * messages, and one each for rooms, accounts, memberships and reactions.
 */
final class LoggedEvents {
    private final Sql sql;

    LoggedEvents(Sql sql) {
        this.sql = sql;
    }

    /** Returns the entries at these positions, in ascending order. */
    List<LoggedEvent> at(List<Long> positions) {
        if (positions.isEmpty()) {
            return List.of();
        }
        List<LogEntry> entries = entries(positions);
        Map<Wanted, RoomView> rooms = rooms(entries);
        Map<AccountId, Account> people = people(entries);
        Map<AccountId, Set<RoomId>> memberships = memberships(entries);
        Map<MessageViews.Wanted, List<ReactionCount>> reactions = reactions(entries);
        return entries.stream()
                .map(entry -> new LoggedEvent(
                        entry.position(),
                        entry.kind(),
                        entry.at(),
                        entry.room(),
                        entry.actor(),
                        entry.subject(),
                        content(entry, rooms, people, memberships, reactions)))
                .toList();
    }

    private List<LogEntry> entries(List<Long> positions) {
        return sql.list(
                """
                select event.position, event.kind, event.at, room.id as room_id, event.actor_id, event.account_id,
                       event.message_id as about_message_id, event.data ->> 'reason' as reason,
                       event.data ->> 'session' as session, event.data ->> 'role' as role,
                       event.data ->> 'emoji' as emoji,
                       cast(event.data ->> 'user' as uuid) as person,
                       array(select cast(left_room as uuid)
                             from jsonb_array_elements_text(event.data -> 'left') as left_room) as left_rooms,
                       cast(event.data ->> 'members' as integer) as members,
                       room.deleted_position is not null as room_deleted, root.thread_count as root_count,
                """ + MessageRows.COLUMNS + """
                from event
                  left join room on room.id = coalesce(event.room_id, cast(event.data ->> 'room' as uuid))
                  left join message on message.id = event.message_id
                  left join message root on root.id = case when event.kind in ('message.posted', 'message.deleted')
                                                            then message.thread_id end
                """ + MessageRows.JOINS + """
                where event.position = any(:positions)
                order by event.position
                """,
                s -> s.bind("positions", PgArray.numbers(positions)),
                LogEntry::of);
    }

    /** Loads the reactions to the messages of the entries. */
    private Map<MessageViews.Wanted, List<ReactionCount>> reactions(List<LogEntry> entries) {
        Set<MessageViews.Wanted> wanted = new LinkedHashSet<>();
        entries.forEach(entry -> {
            if (entry.reacted()) {
                wanted.add(new MessageViews.Wanted(Objects.requireNonNull(entry.messageId()), null));
            }
        });
        return new MessageViews(sql).reactions(List.copyOf(wanted));
    }

    private Map<Wanted, RoomView> rooms(List<LogEntry> entries) {
        Set<Wanted> wanted = new LinkedHashSet<>();
        entries.forEach(entry -> {
            Wanted view = entry.roomView();
            if (view != null) {
                wanted.add(view);
            }
        });
        List<Wanted> views = List.copyOf(wanted);
        List<RoomView> found = new RoomViews(sql).load(views);
        Map<Wanted, RoomView> rooms = new HashMap<>();
        for (int i = 0; i < views.size(); i++) {
            rooms.put(views.get(i), found.get(i));
        }
        return rooms;
    }

    private Map<AccountId, Account> people(List<LogEntry> entries) {
        Set<AccountId> shown = new LinkedHashSet<>();
        entries.forEach(entry -> {
            AccountId person = entry.profileId();
            if (person != null) {
                shown.add(person);
            }
        });
        return new JdbcAccounts(sql).findAll(shown);
    }

    /** Loads the rooms of accounts whose profile has changed. Their members receive the event. */
    private Map<AccountId, Set<RoomId>> memberships(List<LogEntry> entries) {
        Set<AccountId> updated = new LinkedHashSet<>();
        entries.forEach(entry -> {
            if (entry.kind() == EventKind.ACCOUNT_UPDATED && entry.subject() != null) {
                updated.add(entry.subject());
            }
        });
        Map<AccountId, Set<RoomId>> memberships = new HashMap<>();
        if (!updated.isEmpty()) {
            sql.list(
                    """
                    select membership.account_id, membership.room_id
                    from membership
                      join room on room.id = membership.room_id
                    where membership.account_id = any(:people) and room.deleted_position is null
                    """,
                    s -> s.bind("people", PgArray.accounts(updated)),
                    (row, context) -> memberships
                            .computeIfAbsent(new AccountId(uuid(row, "account_id")), id -> new HashSet<>())
                            .add(new RoomId(uuid(row, "room_id"))));
        }
        return memberships;
    }

    private static EventContent content(
            LogEntry entry,
            Map<Wanted, RoomView> rooms,
            Map<AccountId, Account> people,
            Map<AccountId, Set<RoomId>> memberships,
            Map<MessageViews.Wanted, List<ReactionCount>> reactions) {
        return switch (entry.kind()) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED ->
                new EventContent.OfMessage(
                        MessageRows.withReactions(
                                Objects.requireNonNull(entry.message(), "the message of an event"),
                                reactionsTo(entry, reactions)),
                        entry.rootCount());
            case MESSAGE_PINNED, MESSAGE_UNPINNED ->
                new EventContent.OfPin(
                        Objects.requireNonNull(entry.messageId()), Objects.requireNonNull(entry.actor()));
            case REACTION_ADDED, REACTION_REMOVED ->
                new EventContent.OfReaction(
                        Objects.requireNonNull(entry.messageId()),
                        new Emoji(Objects.requireNonNull(entry.emoji())),
                        Objects.requireNonNull(entry.actor()),
                        reactionsTo(entry, reactions));
            case ROOM_CREATED, ROOM_UPDATED -> new EventContent.OfRoom(view(entry, rooms));
            case ROOM_DELETED -> new EventContent.Nothing();
            case MEMBER_JOINED -> joined(entry, view(entry, rooms), account(entry, people));
            case MEMBER_LEFT ->
                new EventContent.Left(
                        Objects.requireNonNull(entry.subject()),
                        Objects.requireNonNull(entry.actor()),
                        LeaveReason.valueOf(
                                Objects.requireNonNull(entry.reason()).toUpperCase(Locale.ROOT)),
                        entry.members());
            case MEMBER_UPDATED ->
                new EventContent.MemberChanged(
                        Objects.requireNonNull(entry.subject()),
                        Role.valueOf(Objects.requireNonNull(entry.role()).toUpperCase(Locale.ROOT)));
            case ME_UPDATED -> ownMembership(view(entry, rooms));
            case ACCOUNT_UPDATED ->
                new EventContent.OfAccount(
                        account(entry, people).profile(),
                        memberships.getOrDefault(Objects.requireNonNull(entry.subject()), Set.of()),
                        entry.left());
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED ->
                new EventContent.OfPerson(account(entry, people).profile());
            case SESSION_REVOKED ->
                new EventContent.Revoked(new SessionId(UUID.fromString(Objects.requireNonNull(entry.session()))));
        };
    }

    private static List<ReactionCount> reactionsTo(
            LogEntry entry, Map<MessageViews.Wanted, List<ReactionCount>> reactions) {
        return reactions.getOrDefault(
                new MessageViews.Wanted(Objects.requireNonNull(entry.messageId()), null), List.of());
    }

    private static Account account(LogEntry entry, Map<AccountId, Account> people) {
        return Objects.requireNonNull(people.get(Objects.requireNonNull(entry.profileId())), "the account of an event");
    }

    private static RoomView view(LogEntry entry, Map<Wanted, RoomView> rooms) {
        return Objects.requireNonNull(rooms.get(Objects.requireNonNull(entry.roomView())), "the room of an event");
    }

    /** Returns no content if the account has left the room; such events are not delivered. */
    private static EventContent ownMembership(RoomView room) {
        return room.me() == null
                ? new EventContent.Nothing()
                : new EventContent.OfMine(room.me(), room.room().lastSeq());
    }

    /**
     * Returns the join of an account that may have left since. Then it joined as a member, without a view of the room.
     */
    private static EventContent joined(LogEntry entry, RoomView room, Account subject) {
        OwnMembership current = entry.roomDeleted() ? null : room.me();
        return new EventContent.Joined(
                subject.profile(),
                current == null ? Role.MEMBER : current.membership().role(),
                current == null ? entry.at() : current.membership().joinedAt(),
                entry.members(),
                current == null ? null : room);
    }
}
