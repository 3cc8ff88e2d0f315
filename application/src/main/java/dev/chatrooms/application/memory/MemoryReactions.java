package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.Kind;
import dev.chatrooms.application.memory.Tables.KindRow;
import dev.chatrooms.application.memory.Tables.Numbered;
import dev.chatrooms.application.memory.Tables.Reacted;
import dev.chatrooms.application.memory.Tables.ReactionRow;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.spi.Reactions;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Emoji;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryReactions(MemoryTransaction tx) implements Reactions {
    /** Sorts after all emojis. */
    private static final String LAST = "\uffff";

    @Override
    public Outcome add(MessageId message, Emoji emoji, AccountId account, int mostKinds, Instant at) {
        tx.requireWritable();
        Kind key = new Kind(message.value(), emoji.value());
        Reacted reacted = new Reacted(key, account.value());
        if (tx.get(tx.tables.reactionNumbers, reacted) != null) {
            return Outcome.UNCHANGED;
        }
        KindRow kind = tx.get(tx.tables.reactionKinds, key);
        if (kind == null && kinds(message).count() >= mostKinds) {
            return Outcome.TOO_MANY_KINDS;
        }
        long number =
                1 + all(message, true).findFirst().map(ReactionRow::number).orElse(0L);
        tx.put(tx.tables.reactionNumbers, reacted, number);
        tx.put(tx.tables.reactions, new Numbered(message.value(), number), new ReactionRow(number, emoji, account, at));
        tx.put(
                tx.tables.reactionKinds,
                key,
                kind == null ? new KindRow(emoji, number, 1) : new KindRow(emoji, kind.number(), kind.count() + 1));
        return Outcome.DONE;
    }

    @Override
    public Outcome remove(MessageId message, Emoji emoji, AccountId account) {
        tx.requireWritable();
        Kind key = new Kind(message.value(), emoji.value());
        Reacted reacted = new Reacted(key, account.value());
        Long number = tx.get(tx.tables.reactionNumbers, reacted);
        if (number == null) {
            return Outcome.UNCHANGED;
        }
        KindRow kind = Objects.requireNonNull(tx.get(tx.tables.reactionKinds, key));
        tx.put(tx.tables.reactionNumbers, reacted, null);
        tx.put(tx.tables.reactions, new Numbered(message.value(), number), null);
        tx.put(
                tx.tables.reactionKinds,
                key,
                kind.count() == 1 ? null : new KindRow(emoji, kind.number(), kind.count() - 1));
        return Outcome.DONE;
    }

    @Override
    public Page<Reaction> list(MessageId message, PageRequest page) {
        Long after = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        Stream<ReactionRow> rows = all(message, false).filter(row -> after == null || row.number() > after);
        Page<ReactionRow> found = Pages.cut(rows, page, row -> PageKey.of(row.number()));
        return new Page<>(
                found.items().stream()
                        .map(row -> new Reaction(row.emoji(), MemoryAccounts.profile(tx, row.account()), row.at()))
                        .toList(),
                found.next());
    }

    /**
     * Counts the reactions to a message by emoji, in the order of first use.
     *
     * @param viewer null for counts independent of a viewer
     */
    List<ReactionCount> counts(MessageId message, @Nullable AccountId viewer) {
        return kinds(message)
                .sorted(Comparator.comparingLong(KindRow::number))
                .map(kind -> new ReactionCount(kind.emoji(), kind.count(), isBy(message, kind.emoji(), viewer)))
                .toList();
    }

    private boolean isBy(MessageId message, Emoji emoji, @Nullable AccountId viewer) {
        return viewer != null
                && tx.get(
                                tx.tables.reactionNumbers,
                                new Reacted(new Kind(message.value(), emoji.value()), viewer.value()))
                        != null;
    }

    void removeAll(MessageId message) {
        for (ReactionRow row : all(message, false).toList()) {
            remove(message, row.emoji(), row.account());
        }
    }

    private Stream<KindRow> kinds(MessageId message) {
        return tx.range(tx.tables.reactionKinds, new Kind(message.value(), ""), new Kind(message.value(), LAST));
    }

    private Stream<ReactionRow> all(MessageId message, boolean down) {
        Numbered from = new Numbered(message.value(), 0);
        Numbered to = new Numbered(message.value(), Long.MAX_VALUE);
        return down ? tx.rangeDown(tx.tables.reactions, from, to) : tx.range(tx.tables.reactions, from, to);
    }
}
