package dev.chatrooms.persistence.room;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.persistence.account.JdbcAccounts;
import dev.chatrooms.persistence.message.MessageViews;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Loads rooms with their last message and the viewer's own membership, all in one statement. The peers of direct rooms
 * and the reactions to last messages each take one more, if there are any. The caller has checked who may see the
 * rooms.
 */
public final class RoomViews {
    private final Sql sql;

    public RoomViews(Sql sql) {
        this.sql = sql;
    }

    /** A room and the account whose own membership the view includes; null for a view without one. */
    public record Wanted(RoomId room, @Nullable AccountId viewer) {}

    /** Returns the views in the order of the list. Deleted rooms keep their row, so every room is found. */
    public List<RoomView> load(List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Found> found = sql.list(
                "select room.*, unread.mentions as unread_mentions, " + RoomRows.MEMBERSHIP + ", "
                        + MessageRows.EXCERPT_COLUMNS
                        + """
                from unnest(cast(:rooms as uuid[]), cast(:viewers as uuid[]))
                    with ordinality as wanted (room_id, viewer_id, n)
                  join room on room.id = wanted.room_id
                  left join lateral (select * from membership
                                     where membership.account_id = wanted.viewer_id
                                       and membership.room_id = wanted.room_id
                                     limit 1) as member on true
                """ + RoomRows.UNREAD_MENTIONS + """
                  left join message on message.room_id = room.id and message.seq = room.last_seq
                """ + MessageRows.JOINS + "order by wanted.n",
                s -> s.bind("rooms", PgArray.rooms(wanted, Wanted::room))
                        .bind("viewers", PgArray.accounts(wanted, Wanted::viewer)),
                RoomViews::found);
        if (found.size() != wanted.size()) {
            throw new IllegalStateException(found.size() + " rooms found of " + wanted.size());
        }
        return withPeers(withReactions(wanted, found));
    }

    /**
     * A view without what further statements load for all rows together.
     *
     * @param peer the other account of a direct room
     * @param reacted whether the last message has reactions
     */
    private record Found(RoomView view, @Nullable AccountId peer, boolean reacted) {}

    private static Found found(ResultSet row, StatementContext context) throws SQLException {
        Room room = RoomRows.room(row, context);
        Membership mine = RoomRows.membershipOrNull(row);
        return new Found(
                new RoomView(
                        room,
                        MessageRows.viewOrNull(row, context),
                        mine == null ? null : new OwnMembership(mine, row.getLong("unread_mentions")),
                        null),
                mine == null || room.kind() != RoomKind.DIRECT
                        ? null
                        : RoomRows.directPair(row).peerOf(mine.accountId()),
                MessageRows.isReacted(row));
    }

    private List<RoomView> withPeers(List<Found> found) {
        Set<AccountId> peers =
                found.stream().map(Found::peer).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<AccountId, Account> known = new JdbcAccounts(sql).findAll(peers);
        return found.stream()
                .map(f -> f.peer() == null ? f.view() : withPeer(f.view(), known.get(f.peer())))
                .toList();
    }

    private static RoomView withPeer(RoomView view, @Nullable Account peer) {
        return new RoomView(
                view.room(),
                view.lastMessage(),
                view.me(),
                Objects.requireNonNull(peer, "the peer of a direct room").profile());
    }

    /** Adds the reactions to the last messages, as each viewer sees them. */
    private List<Found> withReactions(List<Wanted> wanted, List<Found> rows) {
        List<MessageViews.Wanted> reacted = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).reacted()) {
                reacted.add(lastMessage(wanted.get(i), rows.get(i)));
            }
        }
        Map<MessageViews.Wanted, List<ReactionCount>> reactions = new MessageViews(sql).reactions(reacted);
        List<Found> views = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Found row = rows.get(i);
            views.add(row.reacted() ? with(row, reactions.get(lastMessage(wanted.get(i), row))) : row);
        }
        return views;
    }

    private static MessageViews.Wanted lastMessage(Wanted wanted, Found row) {
        return new MessageViews.Wanted(
                Objects.requireNonNull(row.view().lastMessage()).message().id(), wanted.viewer());
    }

    private static Found with(Found row, @Nullable List<ReactionCount> reactions) {
        RoomView view = row.view();
        MessageView last = Objects.requireNonNull(view.lastMessage());
        return new Found(
                new RoomView(view.room(), MessageRows.withReactions(last, reactions), view.me(), view.peer()),
                row.peer(),
                row.reacted());
    }
}
