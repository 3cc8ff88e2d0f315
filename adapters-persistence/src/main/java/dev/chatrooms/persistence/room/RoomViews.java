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
 * Rooms with their last message and what is somebody's own in them, many in one statement, and with the peers of direct
 * rooms, where there are any, in another. Who may see them was asked before.
 */
public record RoomViews(Sql sql) {
    /** Which view of a room: its member's, or with null everybody's. */
    public record Wanted(RoomId room, @Nullable AccountId viewer) {}

    /**
     * The views in the order in which they were asked for. A room that was ever there is still there, deleted or not.
     */
    public List<RoomView> load(List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Found> found = sql.list(
                "select room.*, " + MessageRows.COLUMNS + """
                       , member.room_id as member_room_id, member.account_id as member_account_id,
                       member.role as member_role, member.joined_at as member_joined_at, member.read_seq as member_read_seq,
                       member.muted as member_muted, member.favourite as member_favourite, unread.calls as member_calls
                from unnest(cast(:rooms as uuid[]), cast(:viewers as uuid[])) with ordinality as wanted (room_id, viewer_id, n)
                  join room on room.id = wanted.room_id
                  left join lateral (select * from membership
                                     where membership.account_id = wanted.viewer_id and membership.room_id = wanted.room_id
                                     limit 1) as member on true
                  left join lateral (select count(*) as calls
                                     from (select mention.seq
                                           from mention
                                           where mention.account_id = member.account_id and mention.room_id = member.room_id
                                             and mention.seq > member.read_seq
                                           union
                                           select called.seq
                                           from message called
                                           where called.room_id = member.room_id and called.seq > member.read_seq
                                             and called.mentions_room and called.sender_id <> member.account_id) as each
                                    ) as unread on true
                  left join message on message.room_id = room.id and message.seq = room.last_seq
                """ + MessageRows.JOINS + "order by wanted.n",
                s -> s.bind("rooms", PgArray.uuids(wanted, w -> w.room().value()))
                        .bind(
                                "viewers",
                                PgArray.uuids(
                                        wanted,
                                        w -> w.viewer() == null
                                                ? null
                                                : w.viewer().value())),
                RoomViews::found);
        if (found.size() != wanted.size()) {
            throw new IllegalStateException("of " + wanted.size() + " rooms " + found.size() + " were found");
        }
        return withPeers(withReactions(wanted, found));
    }

    /**
     * A view as far as one row tells it.
     *
     * @param peer the other one of a direct room, who is looked up with those of all others
     * @param reacted whether people have reacted to the last message, which is looked up as well
     */
    private record Found(RoomView view, @Nullable AccountId peer, boolean reacted) {}

    private static Found found(ResultSet row, StatementContext context) throws SQLException {
        Room room = RoomRows.room(row, context);
        Membership mine = RoomRows.membershipOrNull(row);
        return new Found(
                new RoomView(
                        room,
                        MessageRows.viewOrNull(row, context),
                        mine == null ? null : new OwnMembership(mine, row.getLong("member_calls")),
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
                Objects.requireNonNull(peer, "the other one of a direct room").profile());
    }

    /** The last messages with what people react with, as each viewer sees it. */
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
