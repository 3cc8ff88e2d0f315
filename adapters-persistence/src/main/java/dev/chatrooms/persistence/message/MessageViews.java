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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Messages with what people react with, many in one statement and one more where anybody has. Who may see them was
 * asked before.
 */
public record MessageViews(Sql sql) {
    /** Which message, and for whose eyes; null for nobody's in particular. */
    public record Wanted(MessageId message, @Nullable AccountId viewer) {}

    /** A message as it was read, and whether there are reactions to be read. */
    public record Loaded(MessageView view, boolean reacted) {
        public static Loaded of(ResultSet row, StatementContext context) throws SQLException {
            return new Loaded(MessageRows.view(row, context), MessageRows.isReacted(row));
        }
    }

    /** Those that there are, in the order in which they were asked for. */
    public List<MessageView> load(List<MessageId> ids, @Nullable AccountId viewer) {
        return ids.isEmpty()
                ? List.of()
                : withReactions(
                        sql.list(
                                "select " + MessageRows.COLUMNS + """
                                from unnest(cast(:ids as uuid[])) with ordinality as wanted (id, n)
                                  join message on message.id = wanted.id
                                """ + MessageRows.JOINS + "order by wanted.n",
                                s -> s.bind("ids", PgArray.uuids(ids, MessageId::value)),
                                Loaded::of),
                        viewer);
    }

    /** The same messages with their reactions. */
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

    /** The reactions to messages, in the order in which each was first used; none where there are none. */
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
                s -> s.bind("messages", PgArray.uuids(wanted, w -> w.message().value()))
                        .bind(
                                "viewers",
                                PgArray.uuids(
                                        wanted,
                                        w -> w.viewer() == null
                                                ? null
                                                : w.viewer().value())),
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
