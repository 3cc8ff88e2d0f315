package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.persistence.file.FileRemoval;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
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

    void delete(Collection<Message> messages, Instant at) {
        PgArray ids = PgArray.messages(messages, Message::id);
        sql.update("delete from revision where message_id = any(:ids)", s -> s.bind("ids", ids));
        new JdbcReactions(sql).removeAll(ids);
        if (messages.stream().anyMatch(message -> !message.attachments().isEmpty())) {
            new FileRemoval(sql).remove("select id from file where message_id = any(:ids)", s -> s.bind("ids", ids));
        }
        int deleted = sql.update("""
                update message
                set text = null, metadata = null, deleted_at = :at, mentions = null, mentions_room = false,
                    pinned = false, reacted = false, attached = false
                where id = any(:ids) and deleted_at is null
                """, s -> s.bind("at", at).bind("ids", ids));
        if (deleted != messages.size()) {
            throw new IllegalStateException("messages have changed since they were locked");
        }
        removeMentions(messages.stream()
                .filter(message -> !message.mentions().people().isEmpty())
                .toList());
        countDown(messages.stream()
                .flatMap(message -> Stream.ofNullable(message.threadId()))
                .toList());
    }

    private void removeMentions(Collection<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<AccountId> people = new ArrayList<>();
        List<RoomId> rooms = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        for (Message message : messages) {
            for (AccountId person : message.mentions().people()) {
                people.add(person);
                rooms.add(message.roomId());
                seqs.add(message.seq());
            }
        }
        sql.update(
                """
                delete from mention
                using unnest(cast(:people as uuid[]), cast(:rooms as uuid[]), cast(:seqs as bigint[]))
                    as gone (account_id, room_id, seq)
                where mention.account_id = gone.account_id and mention.room_id = gone.room_id
                  and mention.seq = gone.seq
                """,
                s -> s.bind("people", PgArray.accounts(people))
                        .bind("rooms", PgArray.rooms(rooms))
                        .bind("seqs", PgArray.numbers(seqs)));
    }

    /** @param roots the roots of the deleted replies, one for each of them */
    private void countDown(Collection<MessageId> roots) {
        if (roots.isEmpty()) {
            return;
        }
        sql.update("""
                update message
                set thread_count = thread_count - gone.replies
                from (select id, count(*) as replies
                      from unnest(cast(:roots as uuid[])) as root (id)
                      group by id) as gone
                where message.id = gone.id
                """, s -> s.bind("roots", PgArray.messages(roots)));
    }

    private void replace(Message before, Message after) {
        MessageText text = after.text();
        List<AccountId> mentioned = after.mentions().people();
        int replaced = sql.update(
                """
                update message
                set text = :text, metadata = :metadata, edited_at = :editedAt,
                    mentions = cast(:mentions as uuid[]), mentions_room = :mentionsRoom
                where id = :id and deleted_at is null
                """,
                s -> s.bind("text", text == null ? null : text.value())
                        .bind("metadata", text(after.metadata()))
                        .bindByType("editedAt", after.editedAt(), Instant.class)
                        .bind("mentions", mentioned.isEmpty() ? null : PgArray.accounts(mentioned))
                        .bind("mentionsRoom", after.mentions().room())
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
