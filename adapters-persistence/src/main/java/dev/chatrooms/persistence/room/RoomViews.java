package dev.chatrooms.persistence.room;

import dev.chatrooms.application.room.Mine;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.persistence.account.JdbcAccounts;
import dev.chatrooms.persistence.message.MessageRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rooms with their last message and what is somebody's own in them, many in one statement, and with the peers of direct rooms, where there are any, in another. Who may see them was asked before. */
public record RoomViews(Sql sql) {
    /** Which view of a room: its member's, or with null everybody's. */
    public record Wanted(RoomId room, @Nullable AccountId viewer) {}

    /** The views in the order in which they were asked for. A room that was ever there is still there, deleted or not. */
    public List<RoomView> load(List<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Found> found = sql.list(
                """
                select room.*,
                       member.room_id as member_room_id, member.account_id as member_account_id, member.role as member_role,
                       member.joined_at as member_joined_at, member.read_seq as member_read_seq, member.muted as member_muted,
                       member.favourite as member_favourite,
                       last.id as message_id, last.room_id as message_room_id, last.seq as message_seq,
                       last.sender_id as message_sender_id, last.text as message_text, last.created_at as message_created_at,
                       last.edited_at as message_edited_at, last.deleted_at as message_deleted_at,
                       last.client_id as message_client_id,
                       sender.username as sender_username, sender.display_name as sender_display_name
                from unnest(cast(:rooms as uuid[]), cast(:viewers as uuid[])) with ordinality as wanted (room_id, viewer_id, n)
                  join room on room.id = wanted.room_id
                  left join lateral (select * from membership
                                     where membership.account_id = wanted.viewer_id and membership.room_id = wanted.room_id
                                     limit 1) as member on true
                  left join message last on last.room_id = room.id and last.seq = room.last_seq
                  left join account sender on sender.id = last.sender_id
                order by wanted.n
                """,
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
        return withPeers(found);
    }

    /** A view without its peer, who is looked up with those of all others. */
    private record Found(RoomView view, @Nullable AccountId peer) {}

    private static Found found(ResultSet row, StatementContext context) throws SQLException {
        Room room = RoomRows.room(row, context);
        Membership mine = RoomRows.membershipOrNull(row);
        return new Found(
                new RoomView(room, MessageRows.viewOrNull(row, context), mine == null ? null : new Mine(mine, 0), null),
                mine == null || room.kind() != RoomKind.DIRECT
                        ? null
                        : RoomRows.directPair(row).peerOf(mine.accountId()));
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
}
