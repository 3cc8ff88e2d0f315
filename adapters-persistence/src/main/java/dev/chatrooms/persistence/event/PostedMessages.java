package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
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
 * What posted messages leave beside themselves: whom they call, and the counts of the threads that they stand in.
 * Nothing is sent for messages that do neither. Their rooms are locked, so nothing is waited for here.
 */
record PostedMessages(Sql sql) {
    /** Whether {@link #settle} has anything to do for it. */
    static boolean isSettled(Message message) {
        return message.threadId() != null || !message.mentions().people().isEmpty();
    }

    private record Call(Message message, AccountId account, Position position) {}

    void settle(List<Pending> events, Position before) {
        List<Call> calls = new ArrayList<>();
        Map<MessageId, Long> replies = new HashMap<>();
        Position position = before;
        for (Pending pending : events) {
            position = position.plus(1);
            if (pending.event() instanceof MessageEvent.Posted posted) {
                Message message = posted.message();
                for (AccountId account : message.mentions().people()) {
                    calls.add(new Call(message, account, position));
                }
                if (message.threadId() != null) {
                    replies.merge(message.threadId(), 1L, Long::sum);
                }
            }
        }
        if (!calls.isEmpty()) {
            store(calls);
        }
        if (!replies.isEmpty()) {
            count(List.copyOf(replies.entrySet()));
        }
    }

    private void store(List<Call> calls) {
        int stored = sql.update(
                """
                insert into mention (account_id, room_id, seq, message_id, position)
                select *
                from unnest(cast(:accounts as uuid[]), cast(:rooms as uuid[]), cast(:seqs as bigint[]),
                            cast(:messages as uuid[]), cast(:positions as bigint[]))
                """,
                s -> s.bind(
                                "accounts",
                                PgArray.uuids(calls, call -> call.account().value()))
                        .bind(
                                "rooms",
                                PgArray.uuids(
                                        calls, call -> call.message().roomId().value()))
                        .bind(
                                "seqs",
                                PgArray.numbers(calls, call -> call.message().seq()))
                        .bind(
                                "messages",
                                PgArray.uuids(calls, call -> call.message().id().value()))
                        .bind(
                                "positions",
                                PgArray.numbers(calls, call -> call.position().value())));
        if (stored != calls.size()) {
            throw new IllegalStateException("not all that messages call were stored");
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
                s -> s.bind(
                                "roots",
                                PgArray.uuids(replies, reply -> reply.getKey().value()))
                        .bind("counts", PgArray.numbers(replies, Map.Entry::getValue)));
        if (counted != replies.size()) {
            throw new IllegalStateException("not all threads were counted");
        }
    }

    /** As the column has it; null for nobody. */
    static @Nullable String mentions(Message message) {
        return message.mentions().people().isEmpty()
                ? null
                : message.mentions().people().stream()
                        .map(AccountId::toString)
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
