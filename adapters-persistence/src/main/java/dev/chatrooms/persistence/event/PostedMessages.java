package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.persistence.event.LogAppender.Pending;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the mentions of posted messages, attaches their files, and updates the reply counts of their threads. Messages
 * without any need no statement. Their rooms are locked, so no lock is waited for.
 */
final class PostedMessages {
    private final Sql sql;

    PostedMessages(Sql sql) {
        this.sql = sql;
    }

    /** Returns whether {@link #write} has something to do for the message. */
    static boolean needsFollowUp(Message message) {
        return message.threadId() != null
                || !message.mentions().people().isEmpty()
                || !message.attachments().isEmpty();
    }

    private record Mention(Message message, AccountId account, Position position) {}

    private record Attached(Message message, FileId file, int number) {}

    void write(List<Pending> events, Position before) {
        List<Mention> mentions = new ArrayList<>();
        List<Attached> files = new ArrayList<>();
        Map<MessageId, Long> replies = new HashMap<>();
        Position position = before;
        for (Pending pending : events) {
            position = position.plus(1);
            if (pending.event() instanceof MessageEvent.Posted posted) {
                Message message = posted.message();
                for (AccountId account : message.mentions().people()) {
                    mentions.add(new Mention(message, account, position));
                }
                for (int i = 0; i < message.attachments().size(); i++) {
                    files.add(new Attached(message, message.attachments().get(i).id(), i + 1));
                }
                if (message.threadId() != null) {
                    replies.merge(message.threadId(), 1L, Long::sum);
                }
            }
        }
        if (!mentions.isEmpty()) {
            insert(mentions);
        }
        if (!files.isEmpty()) {
            attach(files);
        }
        if (!replies.isEmpty()) {
            count(List.copyOf(replies.entrySet()));
        }
    }

    private void insert(List<Mention> mentions) {
        int stored = sql.update(
                """
                insert into mention (account_id, room_id, seq, message_id, position)
                select *
                from unnest(cast(:accounts as uuid[]), cast(:rooms as uuid[]), cast(:seqs as bigint[]),
                            cast(:messages as uuid[]), cast(:positions as bigint[]))
                """,
                s -> s.bind("accounts", PgArray.accounts(mentions, Mention::account))
                        .bind(
                                "rooms",
                                PgArray.rooms(
                                        mentions, mention -> mention.message().roomId()))
                        .bind(
                                "seqs",
                                PgArray.numbers(
                                        mentions, mention -> mention.message().seq()))
                        .bind(
                                "messages",
                                PgArray.messages(
                                        mentions, mention -> mention.message().id()))
                        .bind(
                                "positions",
                                PgArray.numbers(
                                        mentions, mention -> mention.position().value())));
        if (stored != mentions.size()) {
            throw new IllegalStateException("not all mentions were stored");
        }
    }

    private void attach(List<Attached> files) {
        int attached = sql.update(
                """
                update file
                set message_id = posted.message_id, room_id = posted.room_id, seq = posted.seq, number = posted.number
                from unnest(cast(:files as uuid[]), cast(:messages as uuid[]), cast(:rooms as uuid[]),
                            cast(:seqs as bigint[]), cast(:numbers as bigint[]))
                    as posted (file_id, message_id, room_id, seq, number)
                where file.id = posted.file_id and file.message_id is null
                """,
                s -> s.bind("files", PgArray.uuids(files, one -> one.file().value()))
                        .bind(
                                "messages",
                                PgArray.messages(files, one -> one.message().id()))
                        .bind("rooms", PgArray.rooms(files, one -> one.message().roomId()))
                        .bind(
                                "seqs",
                                PgArray.numbers(files, one -> one.message().seq()))
                        .bind("numbers", PgArray.numbers(files, one -> (long) one.number())));
        if (attached != files.size()) {
            throw new IllegalStateException("not all files were attached");
        }
    }

    private void count(List<Map.Entry<MessageId, Long>> replies) {
        int counted = sql.update(
                """
                update message
                set thread_count = thread_count + replied.count
                from unnest(cast(:roots as uuid[]), cast(:counts as bigint[])) as replied (root_id, count)
                where message.id = replied.root_id
                """,
                s -> s.bind("roots", PgArray.messages(replies, Map.Entry::getKey))
                        .bind("counts", PgArray.numbers(replies, Map.Entry::getValue)));
        if (counted != replies.size()) {
            throw new IllegalStateException("not all reply counts were updated");
        }
    }

    /** Returns the literal of the column {@code mentions}, or null if no account is mentioned. */
    static @Nullable String mentions(Message message) {
        return message.mentions().people().isEmpty()
                ? null
                : message.mentions().people().stream()
                        .map(AccountId::toString)
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
