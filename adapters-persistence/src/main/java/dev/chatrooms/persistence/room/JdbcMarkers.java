package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.application.spi.Markers;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.rows.RoomRows;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Markers} in the table {@code membership}. */
public final class JdbcMarkers implements Markers {
    private final Sql sql;

    public JdbcMarkers(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Standing> standings(List<Place> places, Instant now) {
        if (places.isEmpty()) {
            return List.of();
        }
        // The rooms are locked, so they still exist.
        List<Standing> standings = sql.list(
                "select " + RoomRows.MEMBERSHIP + """
                       , asked.account_id as asked_id, ban.found is not null as banned,
                       account.id is not null and not account.disabled as active, account.kind as account_kind
                from unnest(cast(:rooms as uuid[]), cast(:accounts as uuid[]))
                    with ordinality as asked (room_id, account_id, n)
                  left join account on account.id = asked.account_id
                """ + RoomRows.STANDING + "order by asked.n",
                s -> s.bind("rooms", PgArray.rooms(places, Place::room))
                        .bind("accounts", PgArray.accounts(places, Place::account))
                        .bind("now", now),
                JdbcMarkers::standing);
        if (standings.size() != places.size()) {
            throw new IllegalStateException(standings.size() + " standings found of " + places.size());
        }
        return standings;
    }

    private static Standing standing(ResultSet row, StatementContext context) throws SQLException {
        return new Standing(
                new AccountId(uuid(row, "asked_id")),
                RoomRows.membershipOrNull(row),
                row.getBoolean("banned"),
                row.getBoolean("active"),
                AccountRows.kind(row.getString("account_kind")));
    }

    @Override
    public List<OwnMembership> move(List<Membership> moved, Instant at) {
        if (moved.isEmpty()) {
            return List.of();
        }
        List<Long> unread = sql.list(
                """
                with moved as materialized (
                    select *
                    from unnest(cast(:rooms as uuid[]), cast(:accounts as uuid[]), cast(:seqs as bigint[]),
                                cast(:furthest as bigint[]))
                        with ordinality as m (room_id, account_id, seq, furthest, n)
                ), member as (
                    update membership
                    set read_seq = moved.seq, furthest_read_seq = nullif(moved.furthest, moved.seq),
                        read_at = case when moved.furthest > greatest(membership.read_seq,
                                                                      membership.furthest_read_seq)
                                       then :at else membership.read_at end
                    from moved
                    where membership.room_id = moved.room_id and membership.account_id = moved.account_id
                    returning moved.room_id, moved.account_id, moved.seq as read_seq, moved.n
                )
                select unread.mentions
                from member
                """ + RoomRows.UNREAD_MENTIONS + "order by member.n",
                s -> s.bind("rooms", PgArray.rooms(moved, Membership::roomId))
                        .bind("accounts", PgArray.accounts(moved, Membership::accountId))
                        .bind("seqs", PgArray.numbers(moved, Membership::readSeq))
                        .bind("furthest", PgArray.numbers(moved, Membership::furthestReadSeq))
                        .bind("at", at),
                (row, context) -> row.getLong("mentions"));
        if (unread.size() != moved.size()) {
            throw new IllegalStateException(unread.size() + " markers moved of " + moved.size());
        }
        return IntStream.range(0, unread.size())
                .mapToObj(i -> new OwnMembership(moved.get(i), unread.get(i)))
                .toList();
    }

    @Override
    public void keep(Membership membership) {
        sql.updateOne(
                """
                update membership
                set muted = :muted, favourite = :favourite
                where account_id = :account and room_id = :room
                """,
                s -> s.bind("muted", membership.muted())
                        .bind("favourite", membership.favourite())
                        .bind("account", membership.accountId().value())
                        .bind("room", membership.roomId().value()),
                "no such member");
    }

    @Override
    public Optional<Page<ReadMarker>> list(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        MemberKey after = MemberKey.after(page);
        if (!RoomAccess.isReadable(sql, room, viewer, now)) {
            return Optional.empty();
        }
        List<Keyed<ReadMarker>> found = sql.list(
                """
                select role, username, account_id, greatest(read_seq, furthest_read_seq) as read_seq,
                       coalesce(read_at, joined_at) as at
                from membership
                where room_id = :room and (role, username) > (:rank, :username)
                  and (account_id = :viewer
                       or not exists (select 1 from room direct where direct.id = :room and %s))
                order by role, username
                limit :limit
                """.formatted(RoomRows.CLOSED_BY_BLOCK),
                s -> s.bind("room", room.value())
                        .bind("viewer", viewer.value())
                        .bind("rank", after.rank())
                        .bind("username", after.username())
                        .bind("limit", page.limit() + 1),
                JdbcMarkers::marker);
        return Optional.of(Pages.cut(found, page));
    }

    private static Keyed<ReadMarker> marker(ResultSet row, StatementContext context) throws SQLException {
        return new Keyed<>(
                PageKey.of(row.getInt("role"), text(row, "username")),
                new ReadMarker(new AccountId(uuid(row, "account_id")), row.getLong("read_seq"), instant(row, "at")));
    }
}
