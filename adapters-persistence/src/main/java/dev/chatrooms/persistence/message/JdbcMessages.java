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
import dev.chatrooms.application.spi.Messages;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.persistence.message.MessageViews.Loaded;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Messages} in the table {@code message} and those that refer to it. */
public final class JdbcMessages implements Messages {
    private final Sql sql;

    public JdbcMessages(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Facts> facts(List<Draft> drafts, Instant now) {
        return new DraftFacts(sql).of(drafts, now);
    }

    @Override
    public boolean isPosted(AccountId sender, ClientId clientId) {
        return sql.exists(
                "select exists (select 1 from message where sender_id = :sender and client_id = :clientId) as found",
                s -> s.bind("sender", sender.value()).bind("clientId", clientId.value()));
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
                s -> s.bind("ids", PgArray.messages(ids)),
                (row, context) -> rooms.put(new MessageId(uuid(row, "id")), new RoomId(uuid(row, "room_id"))));
        return rooms;
    }

    @Override
    public Map<MessageId, MessageView> findAll(Collection<MessageId> ids) {
        return new MessageViews(sql).findAll(ids);
    }

    @Override
    public void edit(Message before, Message after) {
        new MessageChanges(sql).edit(before, after);
    }

    @Override
    public void delete(Collection<Message> messages, Instant at) {
        new MessageChanges(sql).delete(messages, at);
    }

    @Override
    public List<Posted> posted(AccountId sender, Position after, int limit) {
        return sql.list(
                """
                select id, room_id, position, mentions_room
                from message
                where sender_id = :sender and position > :after
                order by position
                limit :limit
                """,
                s -> s.bind("sender", sender.value())
                        .bind("after", after.value())
                        .bind("limit", limit),
                (row, context) -> new Posted(
                        new MessageId(uuid(row, "id")),
                        new RoomId(uuid(row, "room_id")),
                        new Position(row.getLong("position")),
                        row.getBoolean("mentions_room")));
    }

    @Override
    public void pin(MessageId id, boolean on) {
        new MessageChanges(sql).pin(id, on);
    }

    @Override
    public void setMetadata(MessageId id, @Nullable Metadata metadata) {
        new MessageChanges(sql).setMetadata(id, metadata);
    }

    @Override
    public List<AccountId> notYetRead(Message message, @Nullable Collection<AccountId> people) {
        return new MessageChanges(sql).notYetRead(message, people);
    }

    @Override
    public Page<Revision> revisions(MessageId id, PageRequest page) {
        Integer after = PageKey.decode(page.cursor(), 1, parts -> Integer.parseInt(parts.get(0)));
        List<Keyed<Revision>> found = sql.list(
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
                (row, context) -> new Keyed<>(
                        PageKey.of(row.getInt("number")),
                        new Revision(new MessageText(text(row, "text")), instant(row, "at"))));
        return Pages.cut(found, page);
    }

    @Override
    public Optional<HistoryPage> history(RoomId room, AccountId viewer, HistoryRequest request, Instant now) {
        return new MessageHistory(sql).page(room, viewer, request, now);
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
            MessageId rootId = asked.message().threadId();
            MessageView root =
                    rootId == null ? asked : find(rootId, viewer, now).orElseThrow();
            return new MessageThread(
                    root, Pages.cut(replies(root, viewer, after == null ? 0 : after, page), page, JdbcMessages::bySeq));
        });
    }

    private List<MessageView> replies(MessageView root, AccountId viewer, long after, PageRequest page) {
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

    @Override
    public Optional<Page<MessageView>> pins(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        if (!RoomAccess.isReadable(sql, room, viewer, now)) {
            return Optional.empty();
        }
        List<Loaded> loaded = sql.list(
                "select " + MessageRows.COLUMNS + "from message\n" + MessageRows.JOINS
                        + """
                where message.room_id = :room and message.pinned and message.seq < :before
                  and not exists (select 1 from room direct where direct.id = :room and %s)
                order by message.seq desc
                limit :limit
                """.formatted(RoomRows.CLOSED_BY_BLOCK),
                s -> s.bind("room", room.value())
                        .bind("before", before == null ? Long.MAX_VALUE : before)
                        .bind("limit", page.limit() + 1),
                Loaded::of);
        return Optional.of(Pages.cut(new MessageViews(sql).withReactions(loaded, viewer), page, JdbcMessages::bySeq));
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
                  join room on room.id = message.room_id
                """ + RoomAccess.JOINS + MessageRows.JOINS
                        + "where " + RoomAccess.IS_READABLE,
                s -> s.bind("ids", PgArray.messages(ids))
                        .bind("viewer", viewer.value())
                        .bind("now", now),
                MessageRows::viewWithReactions);
    }
}
