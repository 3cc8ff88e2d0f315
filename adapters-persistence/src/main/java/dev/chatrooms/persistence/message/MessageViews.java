package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Loads messages in one statement, and their reactions in another if there are any. The caller has checked who may see
 * the messages.
 */
public final class MessageViews {
    private final Sql sql;

    public MessageViews(Sql sql) {
        this.sql = sql;
    }

    /** A message and the viewer whose own reactions are marked; null for no viewer. */
    public record Wanted(MessageId message, @Nullable AccountId viewer) {}

    /** A message without its reactions, and whether it has any. */
    public record Loaded(MessageView view, boolean reacted) {
        public static Loaded of(ResultSet row, StatementContext context) throws SQLException {
            return new Loaded(MessageRows.view(row, context), MessageRows.isReacted(row));
        }
    }

    /** Returns the messages that exist, in the order of the list. */
    public List<MessageView> load(List<MessageId> ids, @Nullable AccountId viewer) {
        return ids.isEmpty()
                ? List.of()
                : withReactions(
                        sql.list(
                                "select " + MessageRows.COLUMNS + """
                                from unnest(cast(:ids as uuid[])) with ordinality as wanted (id, n)
                                  join message on message.id = wanted.id
                                """ + MessageRows.JOINS + "order by wanted.n",
                                s -> s.bind("ids", PgArray.messages(ids)),
                                Loaded::of),
                        viewer);
    }

    /** Returns the messages that exist, by id and without marks of a viewer. */
    Map<MessageId, MessageView> findAll(Collection<MessageId> ids) {
        Map<MessageId, MessageView> found = new HashMap<>();
        load(List.copyOf(ids), null).forEach(view -> found.put(view.message().id(), view));
        return found;
    }

    /** Returns the same messages with their reactions. */
    public List<MessageView> withReactions(List<Loaded> loaded, @Nullable AccountId viewer) {
        List<Wanted> reacted = loaded.stream()
                .filter(Loaded::reacted)
                .map(one -> new Wanted(one.view().message().id(), viewer))
                .toList();
        Map<Wanted, List<ReactionCount>> reactions = reactions(reacted);
        return loaded.stream()
                .map(one -> MessageRows.withReactions(
                        one.view(),
                        reactions.get(new Wanted(one.view().message().id(), viewer))))
                .toList();
    }

    private record Found(int n, ReactionCount count) {}

    /**
     * Returns the reactions to messages, in the order in which each emoji was first used. Messages without any are
     * absent.
     */
    public Map<Wanted, List<ReactionCount>> reactions(List<Wanted> wanted) {
        Map<Wanted, List<ReactionCount>> reactions = new HashMap<>();
        if (wanted.isEmpty()) {
            return reactions;
        }
        List<Found> found = sql.list(
                """
                select wanted.n, kind.emoji, kind.count, mine.found is not null as me
                from unnest(cast(:messages as uuid[]), cast(:viewers as uuid[])) with ordinality
                    as wanted (message_id, viewer_id, n)
                  join reaction_kind kind on kind.message_id = wanted.message_id
                  left join lateral (select true as found from reaction
                                     where reaction.message_id = kind.message_id and reaction.emoji = kind.emoji
                                       and reaction.account_id = wanted.viewer_id
                                     limit 1) as mine on true
                order by wanted.n, kind.number
                """,
                s -> s.bind("messages", PgArray.messages(wanted, Wanted::message))
                        .bind("viewers", PgArray.accounts(wanted, Wanted::viewer)),
                (row, context) -> new Found(
                        row.getInt("n"),
                        new ReactionCount(new Emoji(text(row, "emoji")), row.getInt("count"), row.getBoolean("me"))));
        for (Found one : found) {
            reactions
                    .computeIfAbsent(wanted.get(one.n() - 1), key -> new ArrayList<>())
                    .add(one.count());
        }
        return reactions;
    }
}
