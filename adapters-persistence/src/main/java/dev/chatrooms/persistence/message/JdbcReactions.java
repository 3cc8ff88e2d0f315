package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.application.spi.Reactions;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@link Reactions} in the table {@code reaction}, with counts in {@code reaction_kind} and a flag in {@code message}.
 * The caller holds the lock of the room, which keeps the three consistent.
 */
public final class JdbcReactions implements Reactions {
    private final Sql sql;

    public JdbcReactions(Sql sql) {
        this.sql = sql;
    }

    private record State(boolean reacted, boolean emojiUsed, int kinds, int lastNumber) {}

    @Override
    public Outcome add(MessageId message, Emoji emoji, AccountId account, int maxKinds, Instant at) {
        sql.requireWritable();
        State state = state(message, emoji, account);
        if (state.reacted()) {
            return Outcome.UNCHANGED;
        }
        if (!state.emojiUsed() && state.kinds() >= maxKinds) {
            return Outcome.TOO_MANY_KINDS;
        }
        int added = sql.update(
                """
                with added as (
                    insert into reaction (message_id, emoji, account_id, number, at)
                    values (:message, :emoji, :account, :number, :at)
                    returning message_id, emoji, number
                )
                insert into reaction_kind (message_id, emoji, number, count)
                select message_id, emoji, number, 1
                from added
                on conflict (message_id, emoji) do update set count = reaction_kind.count + 1
                """,
                s -> s.bind("message", message.value())
                        .bind("emoji", emoji.value())
                        .bind("account", account.value())
                        .bind("number", state.lastNumber() + 1)
                        .bind("at", at));
        requireOne(added);
        if (state.kinds() == 0) {
            requireOne(sql.update(
                    "update message set reacted = true where id = :message", s -> s.bind("message", message.value())));
        }
        return Outcome.DONE;
    }

    private State state(MessageId message, Emoji emoji, AccountId account) {
        return sql.single(
                """
                select exists (select 1 from reaction
                               where message_id = :message and emoji = :emoji and account_id = :account) as reacted,
                       exists (select 1 from reaction_kind where message_id = :message and emoji = :emoji)
                           as emoji_used,
                       (select count(*) from reaction_kind where message_id = :message) as kinds,
                       coalesce((select number from reaction
                                 where message_id = :message
                                 order by number desc
                                 limit 1), 0) as last_number
                """,
                s -> s.bind("message", message.value())
                        .bind("emoji", emoji.value())
                        .bind("account", account.value()),
                (row, context) -> new State(
                        row.getBoolean("reacted"),
                        row.getBoolean("emoji_used"),
                        row.getInt("kinds"),
                        row.getInt("last_number")));
    }

    @Override
    public Outcome remove(MessageId message, Emoji emoji, AccountId account) {
        int removed = sql.update(
                "delete from reaction where message_id = :message and emoji = :emoji and account_id = :account",
                s -> s.bind("message", message.value())
                        .bind("emoji", emoji.value())
                        .bind("account", account.value()));
        if (removed == 0) {
            return Outcome.UNCHANGED;
        }
        Optional<Integer> remaining = sql.one(
                """
                update reaction_kind
                set count = count - 1
                where message_id = :message and emoji = :emoji and count > 1
                returning count
                """,
                s -> s.bind("message", message.value()).bind("emoji", emoji.value()),
                (row, context) -> row.getInt("count"));
        if (remaining.isEmpty()) {
            requireOne(sql.update(
                    "delete from reaction_kind where message_id = :message and emoji = :emoji",
                    s -> s.bind("message", message.value()).bind("emoji", emoji.value())));
            clearFlag(message);
        }
        return Outcome.DONE;
    }

    private void clearFlag(MessageId message) {
        sql.update("""
                update message
                set reacted = false
                where id = :message and not exists (select 1 from reaction_kind where message_id = :message)
                """, s -> s.bind("message", message.value()));
    }

    /** Removes all reactions to a message that is being deleted. */
    void removeAll(PgArray messages) {
        sql.update("delete from reaction where message_id = any(:messages)", s -> s.bind("messages", messages));
        sql.update("delete from reaction_kind where message_id = any(:messages)", s -> s.bind("messages", messages));
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("a reaction changed " + rows + " rows instead of one");
        }
    }

    @Override
    public Page<Reaction> list(MessageId message, PageRequest page) {
        Integer after = PageKey.decode(page.cursor(), 1, parts -> Integer.parseInt(parts.get(0)));
        List<Keyed<Reaction>> found = sql.list(
                """
                select account.*, reaction.number as reaction_number, reaction.emoji as reaction_emoji,
                       reaction.at as reaction_at
                from reaction
                  join account on account.id = reaction.account_id
                where reaction.message_id = :message and reaction.number > :after
                order by reaction.number
                limit :limit
                """,
                s -> s.bind("message", message.value())
                        .bind("after", after == null ? 0 : after)
                        .bind("limit", page.limit() + 1),
                (row, context) -> new Keyed<>(
                        PageKey.of(row.getInt("reaction_number")),
                        new Reaction(
                                new Emoji(text(row, "reaction_emoji")),
                                AccountRows.account(row, context).profile(),
                                instant(row, "reaction_at"))));
        return Pages.cut(found, page);
    }
}
