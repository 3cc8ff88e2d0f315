package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to stored messages. The caller holds the locks of their rooms, which keeps the rows of all tables consistent.
 */
final class MessageChanges {
    private final Sql sql;

    MessageChanges(Sql sql) {
        this.sql = sql;
    }

    void edit(Message before, Message after) {
        int added = sql.update("""
                insert into revision (message_id, number, text, at)
                select id,
                       coalesce((select number from revision where message_id = :id order by number desc limit 1), 0)
                           + 1,
                       text, coalesce(edited_at, created_at)
                from message
                where id = :id and text is not null
                """, s -> s.bind("id", before.id().value()));
        requireOne(added, before.id());
        replace(before, after);
    }

    void delete(Message before, Message after) {
        sql.update(
                "delete from revision where message_id = :id",
                s -> s.bind("id", before.id().value()));
        new JdbcReactions(sql).removeAll(before.id());
        replace(before, after);
        MessageId root = before.threadId();
        if (root != null) {
            requireOne(
                    sql.update(
                            "update message set thread_count = thread_count - 1 where id = :root",
                            s -> s.bind("root", root.value())),
                    root);
        }
    }

    private void replace(Message before, Message after) {
        MessageText text = after.text();
        List<AccountId> mentioned = after.mentions().people();
        int replaced = sql.update(
                """
                update message
                set text = :text, metadata = :metadata, edited_at = :editedAt, deleted_at = :deletedAt,
                    mentions = cast(:mentions as uuid[]), mentions_room = :mentionsRoom, pinned = :pinned,
                    reacted = reacted and cast(:deletedAt as timestamptz) is null
                where id = :id and deleted_at is null
                """,
                s -> s.bind("text", text == null ? null : text.value())
                        .bind("metadata", text(after.metadata()))
                        .bindByType("editedAt", after.editedAt(), Instant.class)
                        .bindByType("deletedAt", after.deletedAt(), Instant.class)
                        .bind("mentions", mentioned.isEmpty() ? null : PgArray.accounts(mentioned))
                        .bind("mentionsRoom", after.mentions().room())
                        .bind("pinned", after.pinned())
                        .bind("id", after.id().value()));
        requireOne(replaced, after.id());
        if (!before.mentions().people().equals(mentioned)) {
            replaceMentions(before, mentioned);
        }
    }

    private void replaceMentions(Message message, List<AccountId> mentioned) {
        List<AccountId> before = message.mentions().people();
        if (!before.isEmpty()) {
            sql.update(
                    "delete from mention where account_id = any(:people) and room_id = :room and seq = :seq",
                    s -> s.bind("people", PgArray.accounts(before))
                            .bind("room", message.roomId().value())
                            .bind("seq", message.seq()));
        }
        if (!mentioned.isEmpty()) {
            int stored = sql.update(
                    """
                    insert into mention (account_id, room_id, seq, message_id, position)
                    select mentioned.account_id, message.room_id, message.seq, message.id, message.position
                    from message
                      cross join unnest(cast(:people as uuid[])) as mentioned (account_id)
                    where message.id = :id
                    """,
                    s -> s.bind("people", PgArray.accounts(mentioned))
                            .bind("id", message.id().value()));
            if (stored != mentioned.size()) {
                throw new IllegalStateException("not all mentions of a message were stored");
            }
        }
    }

    void pin(MessageId id, boolean on) {
        requireOne(
                sql.update(
                        "update message set pinned = :on where id = :id and deleted_at is null",
                        s -> s.bind("on", on).bind("id", id.value())),
                id);
    }

    void setMetadata(MessageId id, @Nullable Metadata metadata) {
        requireOne(
                sql.update(
                        "update message set metadata = :metadata where id = :id and deleted_at is null",
                        s -> s.bind("metadata", text(metadata)).bind("id", id.value())),
                id);
    }

    private static @Nullable String text(@Nullable Metadata metadata) {
        return metadata == null ? null : metadata.json();
    }

    /** Uses the key of memberships for given people, and the index of the room for all members. */
    List<AccountId> notYetRead(Message message, @Nullable Collection<AccountId> people) {
        if (people == null) {
            return sql.list(
                    """
                    select account_id
                    from membership
                    where room_id = :room and read_seq < :seq
                    order by account_id
                    """,
                    s -> s.bind("room", message.roomId().value()).bind("seq", message.seq()),
                    (row, context) -> new AccountId(uuid(row, "account_id")));
        }
        return sql.list(
                """
                select membership.account_id
                from unnest(cast(:people as uuid[])) as asked (account_id)
                  join membership on membership.account_id = asked.account_id and membership.room_id = :room
                where membership.read_seq < :seq
                order by membership.account_id
                """,
                s -> s.bind("people", PgArray.accounts(people))
                        .bind("room", message.roomId().value())
                        .bind("seq", message.seq()),
                (row, context) -> new AccountId(uuid(row, "account_id")));
    }

    private static void requireOne(int rows, MessageId id) {
        if (rows != 1) {
            throw new IllegalStateException("message " + id + " has changed since it was locked");
        }
    }
}
