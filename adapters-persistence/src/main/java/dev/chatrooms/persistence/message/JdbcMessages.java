package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageThread;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.spi.Messages;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.persistence.message.MessageViews.Loaded;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.PgScalar;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link Messages} in {@code message}. */
public record JdbcMessages(Sql sql) implements Messages {
    /** Joined to {@code room}: whether {@code :viewer} is a member, and whether he is banned. */
    private static final String STANDING = """
              left join lateral (select true as found from membership
                                 where membership.account_id = :viewer and membership.room_id = room.id
                                 limit 1) as member on true
              left join lateral (select true as found from ban
                                 where ban.account_id = :viewer and ban.room_id = room.id
                                   and (ban.until is null or ban.until > :now)
                                 limit 1) as ban on true
            """;

    @Override
    public List<Facts> facts(List<Draft> drafts, Instant now) {
        sql.requireWritable();
        if (drafts.isEmpty()) {
            return List.of();
        }
        // Two queries, since one would judge by what was there before it waited for the locks.
        Sql.Both<Room, Known> found = sql.both(
                RoomRows.LOCK,
                RoomRows::room,
                """
                select draft.sender_id, sender.username as sender_username, sender.display_name as sender_display_name,
                       not sender.disabled as active,
                       member.room_id as member_room_id, member.account_id as member_account_id, member.role as member_role,
                       member.joined_at as member_joined_at, member.read_seq as member_read_seq, member.muted as member_muted,
                       member.favourite as member_favourite,
                       ban.found is not null as banned,
                       earlier.id as earlier_id, earlier.position as earlier_position,
                       coalesce(blocked.by_sender, false) as blocked_by_sender, coalesce(blocked.by_other, false) as blocked_by_other
                from unnest(cast(:rooms as uuid[]), cast(:senders as uuid[]), cast(:clientIds as text[]))
                    with ordinality as draft (room_id, sender_id, client_id, n)
                  join account sender on sender.id = draft.sender_id
                  left join lateral (select * from membership
                                     where membership.account_id = draft.sender_id and membership.room_id = draft.room_id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = draft.sender_id and ban.room_id = draft.room_id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                  left join lateral (select * from message
                                     where message.sender_id = draft.sender_id and message.client_id = draft.client_id
                                     limit 1) as earlier on true
                  left join lateral (select bool_or(block.owner_id = draft.sender_id) as by_sender,
                                            bool_or(block.owner_id <> draft.sender_id) as by_other
                                     from room direct
                                       join block on block.owner_id = any (array[direct.direct_low_id, direct.direct_high_id])
                                                 and block.account_id = any (array[direct.direct_low_id, direct.direct_high_id])
                                     where direct.id = draft.room_id and direct.kind = 'direct') as blocked on true
                order by draft.n
                """,
                JdbcMessages::known,
                s -> s.bind(
                                "rooms",
                                PgArray.uuids(drafts, draft -> draft.roomId().value()))
                        .bind(
                                "senders",
                                PgArray.uuids(drafts, draft -> draft.senderId().value()))
                        .bind(
                                "clientIds",
                                PgArray.texts(
                                        drafts,
                                        draft -> draft.clientId() == null
                                                ? null
                                                : draft.clientId().value()))
                        .bind("now", PgScalar.of(now)));
        List<Known> known = found.second();
        if (known.size() != drafts.size()) {
            throw new IllegalStateException("a draft of nobody who has an account");
        }
        Map<MessageId, MessageView> earlier = findAll(
                known.stream().flatMap(one -> Stream.ofNullable(one.earlier())).collect(Collectors.toSet()));
        Map<RoomId, Room> rooms = found.first().stream().collect(Collectors.toMap(Room::id, room -> room));
        List<Facts> facts = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            facts.add(known.get(i).facts(rooms.get(drafts.get(i).roomId()), earlier));
        }
        return facts;
    }

    /** Facts without the room, and with only the id of the message that is there already: mostly there is none. */
    private record Known(
            Standing standing, Sender sender, @Nullable MessageId earlier, long position, Blocking blocking) {
        Facts facts(@Nullable Room room, Map<MessageId, MessageView> messages) {
            MessageView first = earlier == null ? null : messages.get(earlier);
            return new Facts(
                    room,
                    standing,
                    sender,
                    first == null ? null : new Earlier(first, new Position(position)),
                    blocking);
        }
    }

    private static Known known(ResultSet row, StatementContext context) throws SQLException {
        AccountId sender = new AccountId(uuid(row, "sender_id"));
        UUID earlier = row.getObject("earlier_id", UUID.class);
        return new Known(
                new Standing(
                        sender, RoomRows.membershipOrNull(row), row.getBoolean("banned"), row.getBoolean("active")),
                MessageRows.sender(row, sender),
                earlier == null ? null : new MessageId(earlier),
                row.getLong("earlier_position"),
                new Blocking(row.getBoolean("blocked_by_sender"), row.getBoolean("blocked_by_other")));
    }

    @Override
    public Map<MessageId, RoomId> rooms(Collection<MessageId> ids) {
        Map<MessageId, RoomId> rooms = new HashMap<>();
        sql.list(
                """
                select message.id, message.room_id
                from unnest(cast(:ids as uuid[])) as asked (id)
                  join message on message.id = asked.id
                """,
                s -> s.bind("ids", PgArray.uuids(ids, MessageId::value)),
                (row, context) -> rooms.put(new MessageId(uuid(row, "id")), new RoomId(uuid(row, "room_id"))));
        return rooms;
    }

    @Override
    public Map<MessageId, MessageView> findAll(Collection<MessageId> ids) {
        Map<MessageId, MessageView> found = new HashMap<>();
        new MessageViews(sql)
                .load(List.copyOf(ids), null)
                .forEach(view -> found.put(view.message().id(), view));
        return found;
    }

    @Override
    public void edit(Message before, Message after) {
        new MessageChanges(sql).edit(before, after);
    }

    @Override
    public void delete(Message before, Message after) {
        new MessageChanges(sql).delete(before, after);
    }

    @Override
    public void pin(MessageId id, boolean on) {
        new MessageChanges(sql).pin(id, on);
    }

    @Override
    public List<AccountId> notYetRead(Message message, @Nullable Collection<AccountId> people) {
        return new MessageChanges(sql).notYetRead(message, people);
    }

    private record Numbered(int number, Revision revision) {}

    @Override
    public Page<Revision> revisions(MessageId id, PageRequest page) {
        Integer after = PageKey.decode(page.cursor(), 1, parts -> Integer.parseInt(parts.get(0)));
        List<Numbered> found = sql.list(
                """
                select number, text, at
                from revision
                where message_id = :id and number > :after
                order by number
                limit :limit
                """,
                s -> s.bind("id", id.value())
                        .bind("after", after == null ? 0 : after)
                        .bind("limit", page.limit() + 1),
                (row, context) -> new Numbered(
                        row.getInt("number"), new Revision(new MessageText(text(row, "text")), instant(row, "at"))));
        Page<Numbered> cut = Pages.cut(found, page, one -> PageKey.of(one.number()));
        return new Page<>(cut.items().stream().map(Numbered::revision).toList(), cut.next());
    }

    /** A message of a page, or none where the page is empty, and the last seq of its room. */
    private record Shown(long lastSeq, @Nullable MessageView message) {}

    /** One statement, so that page and last seq are of one moment without a transaction. */
    @Override
    public Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now) {
        Span span = Span.of(request);
        List<Shown> shown = sql.list(
                "select room.last_seq, " + MessageRows.COLUMNS + MessageRows.REACTIONS + """
                from room
                """ + STANDING + """
                  left join message on message.room_id = room.id
                                   and message.seq >= least(:seq, room.last_seq + 1) + :from
                                   and message.seq < least(:seq, room.last_seq + 1) + :to
                """
                        + MessageRows.JOINS + """
                where room.id = :room and room.deleted_position is null
                  and (member.found or room.kind = 'public' and ban.found is null)
                order by message.seq
                """,
                s -> s.bind("room", room.value())
                        .bind("viewer", viewer.value())
                        .bind("now", now)
                        .bind("seq", span.seq())
                        .bind("from", span.from())
                        .bind("to", span.to()),
                (row, context) -> new Shown(
                        row.getLong("last_seq"),
                        row.getObject("message_id") == null ? null : MessageRows.viewWithReactions(row, context)));
        return shown.isEmpty() ? Optional.empty() : Optional.of(page(shown, span));
    }

    private static HistoryPage page(List<Shown> shown, Span span) {
        long last = shown.get(0).lastSeq();
        List<MessageView> messages =
                shown.stream().flatMap(one -> Stream.ofNullable(one.message())).toList();
        return new HistoryPage(messages, span.isBefore(last), span.isAfter(last), last);
    }

    /**
     * Which seqs a page has: {@code at + from <= seq < at + to}, where {@code at} is {@code seq}, or the one after the
     * room's last if that is less. Seqs have no gaps, so arithmetic finds them.
     */
    private record Span(long seq, long from, long to) {
        static Span of(HistoryRequest request) {
            long limit = request.limit();
            long seq = request.seq();
            return switch (request.anchor()) {
                case NEWEST -> new Span(Long.MAX_VALUE, -limit, 0);
                case BEFORE -> new Span(seq, -limit, 0);
                case AFTER -> new Span(seq, 1, 1 + limit);
                case AROUND -> new Span(seq, -(limit / 2), limit - limit / 2);
            };
        }

        private long at(long last) {
            return Math.min(seq, last + 1);
        }

        /** Whether there are messages before the page. */
        boolean isBefore(long last) {
            return last > 0 && at(last) + from > 1;
        }

        /** Whether there are messages after the page. */
        boolean isAfter(long last) {
            return Math.max(at(last) + to, 1) <= last;
        }
    }

    @Override
    public Page<MessageView> list(MessageFilter filter, AccountId viewer, PageRequest page, Instant now) {
        return new MessageLists(sql).page(filter, viewer, page, now);
    }

    @Override
    public Page<MessageView> mentioning(AccountId person, PageRequest page, Instant now) {
        return new MessageLists(sql).mentioning(person, page, now);
    }

    @Override
    public Optional<MessageView> find(MessageId id, AccountId viewer, Instant now) {
        return findAll(List.of(id), viewer, now).stream().findFirst();
    }

    @Override
    public Optional<MessageThread> thread(MessageId id, AccountId viewer, PageRequest page, Instant now) {
        Long after = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        return find(id, viewer, now).map(asked -> {
            MessageId above = asked.message().threadId();
            MessageView root = above == null ? asked : find(above, viewer, now).orElseThrow();
            return new MessageThread(
                    root, Pages.cut(under(root, viewer, after == null ? 0 : after, page), page, JdbcMessages::bySeq));
        });
    }

    private List<MessageView> under(MessageView root, AccountId viewer, long after, PageRequest page) {
        List<Loaded> loaded = sql.list(
                "select " + MessageRows.COLUMNS + "from message\n" + MessageRows.JOINS + """
                where message.thread_id = :root and message.seq > :after
                order by message.seq
                limit :limit
                """,
                s -> s.bind("root", root.message().id().value())
                        .bind("after", after)
                        .bind("limit", page.limit() + 1),
                Loaded::of);
        return new MessageViews(sql).withReactions(loaded, viewer);
    }

    /** The last seq of a room that the viewer may read. */
    private Optional<Long> lastSeq(RoomId room, AccountId viewer, Instant now) {
        return sql.one(
                """
                select room.last_seq
                from room
                """ + STANDING + """
                where room.id = :room and room.deleted_position is null
                  and (member.found or room.kind = 'public' and ban.found is null)
                """,
                s -> s.bind("room", room.value()).bind("viewer", viewer.value()).bind("now", now),
                (row, context) -> row.getLong("last_seq"));
    }

    @Override
    public Optional<Page<MessageView>> pins(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        return lastSeq(room, viewer, now).map(last -> {
            List<Loaded> loaded = sql.list(
                    "select " + MessageRows.COLUMNS + "from message\n" + MessageRows.JOINS + """
                    where message.room_id = :room and message.pinned and message.seq < :before
                    order by message.seq desc
                    limit :limit
                    """,
                    s -> s.bind("room", room.value())
                            .bind("before", before == null ? Long.MAX_VALUE : before)
                            .bind("limit", page.limit() + 1),
                    Loaded::of);
            return Pages.cut(new MessageViews(sql).withReactions(loaded, viewer), page, JdbcMessages::bySeq);
        });
    }

    private static PageKey bySeq(MessageView view) {
        return PageKey.of(view.message().seq());
    }

    @Override
    public List<MessageView> findAll(Collection<MessageId> ids, AccountId viewer, Instant now) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return sql.list(
                "select " + MessageRows.COLUMNS + MessageRows.REACTIONS + """
                from (select distinct id from unnest(cast(:ids as uuid[])) as asked (id)) as wanted
                  join message on message.id = wanted.id
                  join room on room.id = message.room_id and room.deleted_position is null
                """ + STANDING + MessageRows.JOINS + """
                where member.found or room.kind = 'public' and ban.found is null
                """,
                s -> s.bind("ids", PgArray.uuids(ids, MessageId::value))
                        .bind("viewer", viewer.value())
                        .bind("now", now),
                MessageRows::viewWithReactions);
    }
}
