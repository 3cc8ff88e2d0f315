package dev.chatrooms.persistence.event;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.persistence.account.JdbcAccounts;
import dev.chatrooms.persistence.room.RoomViews;
import dev.chatrooms.persistence.room.RoomViews.Wanted;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomRows;
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
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Loads entries of the log with the current state of what they refer to: one statement for the entries, their messages
 * with reactions, and the memberships of {@code me.updated}; and one each for rooms, accounts and memberships, if any
 * entry contains them.
 */
final class LoggedEvents {
    /** Events after a position in ascending order, at most {@code :limit}. The limit comes before all joins. */
    private static final String RANGE = """
            (select *
             from event
             where event.position > :after and event.position <= :upTo
             order by event.position
             limit :limit) as event
            """;

    private static final String LISTED = """
            (select *
             from event
             where event.position = any(:positions)) as event
            """;

    private final Sql sql;

    LoggedEvents(Sql sql) {
        this.sql = sql;
    }

    /** Returns the entries at these positions, in ascending order. */
    List<LoggedEvent> at(List<Long> positions) {
        return positions.isEmpty()
                ? List.of()
                : withContents(entries(LISTED, s -> s.bind("positions", PgArray.numbers(positions))));
    }

    /** Returns the first entries between two positions. */
    List<LoggedEvent> between(Position after, Position upTo, int limit) {
        return withContents(range(after, upTo, limit));
    }

    /** Returns the first entries after a position, up to the first one that needs more than one statement. */
    List<LoggedEvent> completeAfter(Position after, int limit) {
        List<LogEntry> complete = range(after, new Position(Long.MAX_VALUE), limit).stream()
                .takeWhile(LogEntry::isComplete)
                .toList();
        return withContents(complete);
    }

    private List<LoggedEvent> withContents(List<LogEntry> entries) {
        Map<Wanted, RoomView> rooms = rooms(entries);
        Map<AccountId, Account> people = people(entries);
        Map<AccountId, Set<RoomId>> memberships = memberships(entries);
        return entries.stream()
                .map(entry -> new LoggedEvent(
                        entry.position(),
                        entry.kind(),
                        entry.at(),
                        entry.room(),
                        entry.actor(),
                        entry.subject(),
                        content(entry, rooms, people, memberships)))
                .toList();
    }

    private List<LogEntry> range(Position after, Position upTo, int limit) {
        return entries(
                RANGE,
                s -> s.bind("after", after.value()).bind("upTo", upTo.value()).bind("limit", limit));
    }

    private List<LogEntry> entries(String source, Consumer<? super SqlStatement<?>> binding) {
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
                       room.last_seq as room_last_seq, unread.mentions as unread_mentions,
                """ + RoomRows.MEMBERSHIP + ", " + MessageRows.COLUMNS + MessageRows.REACTIONS_FOR_ALL + "from "
                        + source + """
                  left join room on room.id = coalesce(event.room_id, cast(event.data ->> 'room' as uuid))
                  left join message on message.id = event.message_id
                  left join message root on root.id = case when event.kind in ('message.posted', 'message.deleted')
                                                            then message.thread_id end
                  left join lateral (select * from membership
                                     where membership.room_id = room.id
                                       and membership.account_id = case when event.kind = 'me.updated'
                                                                        then event.account_id end
                                     limit 1) as member on true
                """ + RoomRows.UNREAD_MENTIONS + MessageRows.JOINS + "order by event.position",
                binding,
                LogEntry::of);
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
            Map<AccountId, Set<RoomId>> memberships) {
        return switch (entry.kind()) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED ->
                new EventContent.OfMessage(message(entry), entry.rootCount());
            case MESSAGE_PINNED, MESSAGE_UNPINNED ->
                new EventContent.OfPin(
                        Objects.requireNonNull(entry.messageId()), Objects.requireNonNull(entry.actor()));
            case REACTION_ADDED, REACTION_REMOVED ->
                new EventContent.OfReaction(
                        Objects.requireNonNull(entry.messageId()),
                        new Emoji(Objects.requireNonNull(entry.emoji())),
                        Objects.requireNonNull(entry.actor()),
                        message(entry).reactions());
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
            // No content if the account has left the room; such events are not delivered.
            case ME_UPDATED -> entry.mine() == null ? new EventContent.Nothing() : entry.mine();
            case ACCOUNT_UPDATED ->
                new EventContent.OfAccount(
                        account(entry, people).profile(),
                        memberships.getOrDefault(Objects.requireNonNull(entry.subject()), Set.of()),
                        entry.left());
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED ->
                new EventContent.OfPerson(account(entry, people).profile());
            case SESSION_REVOKED ->
                new EventContent.Revoked(
                        entry.session() == null ? null : new SessionId(UUID.fromString(entry.session())));
        };
    }

    private static MessageView message(LogEntry entry) {
        return Objects.requireNonNull(entry.message(), "the message of an event");
    }

    private static Account account(LogEntry entry, Map<AccountId, Account> people) {
        return Objects.requireNonNull(people.get(Objects.requireNonNull(entry.profileId())), "the account of an event");
    }

    private static RoomView view(LogEntry entry, Map<Wanted, RoomView> rooms) {
        return Objects.requireNonNull(rooms.get(Objects.requireNonNull(entry.roomView())), "the room of an event");
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
