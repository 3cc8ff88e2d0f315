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
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.persistence.rows.RoomRows;
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

/** {@link Markers} in {@code membership}. */
public record JdbcMarkers(Sql sql) implements Markers {
    @Override
    public List<Standing> standings(List<Place> places, Instant now) {
        if (places.isEmpty()) {
            return List.of();
        }
        // Whether the rooms are still there is not asked again: they are locked.
        List<Standing> standings = sql.list(
                """
                select asked.account_id as asked_id,
                       member.room_id as member_room_id, member.account_id as member_account_id, member.role as member_role,
                       member.joined_at as member_joined_at, member.read_seq as member_read_seq, member.muted as member_muted,
                       member.favourite as member_favourite,
                       ban.found is not null as banned,
                       account.id is not null and not account.disabled as active
                from unnest(cast(:rooms as uuid[]), cast(:accounts as uuid[])) with ordinality as asked (room_id, account_id, n)
                  left join account on account.id = asked.account_id
                  left join lateral (select * from membership
                                     where membership.account_id = asked.account_id and membership.room_id = asked.room_id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = asked.account_id and ban.room_id = asked.room_id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                order by asked.n
                """,
                s -> s.bind("rooms", PgArray.uuids(places, place -> place.room().value()))
                        .bind(
                                "accounts",
                                PgArray.uuids(places, place -> place.account().value()))
                        .bind("now", now),
                JdbcMarkers::standing);
        if (standings.size() != places.size()) {
            throw new IllegalStateException("of " + places.size() + " places " + standings.size() + " were looked up");
        }
        return standings;
    }

    private static Standing standing(ResultSet row, StatementContext context) throws SQLException {
        return new Standing(
                new AccountId(uuid(row, "asked_id")),
                RoomRows.membershipOrNull(row),
                row.getBoolean("banned"),
                row.getBoolean("active"));
    }

    @Override
    public List<OwnMembership> move(List<Membership> moved, Instant at) {
        if (moved.isEmpty()) {
            return List.of();
        }
        List<Long> calls = sql.list(
                """
                with moved as materialized (
                    select *
                    from unnest(cast(:rooms as uuid[]), cast(:accounts as uuid[]), cast(:seqs as bigint[]))
                        with ordinality as m (room_id, account_id, seq, n)
                ), marked as (
                    update membership
                    set read_seq = moved.seq, read_at = :at
                    from moved
                    where membership.room_id = moved.room_id and membership.account_id = moved.account_id
                    returning moved.room_id, moved.account_id, moved.seq, moved.n
                )
                select unread.calls
                from marked
                  cross join lateral (select count(*) as calls
                                      from (select mention.seq
                                            from mention
                                            where mention.account_id = marked.account_id and mention.room_id = marked.room_id
                                              and mention.seq > marked.seq
                                            union
                                            select called.seq
                                            from message called
                                            where called.room_id = marked.room_id and called.seq > marked.seq
                                              and called.mentions_room and called.sender_id <> marked.account_id) as each
                                     ) as unread
                order by marked.n
                """,
                s -> s.bind("rooms", PgArray.uuids(moved, m -> m.roomId().value()))
                        .bind(
                                "accounts",
                                PgArray.uuids(moved, m -> m.accountId().value()))
                        .bind("seqs", PgArray.numbers(moved, Membership::readSeq))
                        .bind("at", at),
                (row, context) -> row.getLong("calls"));
        if (calls.size() != moved.size()) {
            throw new IllegalStateException("of " + moved.size() + " markers " + calls.size() + " were moved");
        }
        return IntStream.range(0, calls.size())
                .mapToObj(i -> new OwnMembership(moved.get(i), calls.get(i)))
                .toList();
    }

    @Override
    public void keep(Membership membership) {
        int updated = sql.update(
                """
                update membership
                set muted = :muted, favourite = :favourite
                where account_id = :account and room_id = :room
                """,
                s -> s.bind("muted", membership.muted())
                        .bind("favourite", membership.favourite())
                        .bind("account", membership.accountId().value())
                        .bind("room", membership.roomId().value()));
        if (updated != 1) {
            throw new IllegalStateException("no such member");
        }
    }

    /** A marker and what the list is sorted by. */
    private record Listed(int rank, String username, ReadMarker marker) {}

    @Override
    public Optional<Page<ReadMarker>> list(RoomId room, AccountId viewer, PageRequest page, Instant now) {
        record Key(int rank, Username username) {}
        Key after = PageKey.decode(
                page.cursor(), 2, parts -> new Key(Integer.parseInt(parts.get(0)), new Username(parts.get(1))));
        if (!new JdbcRoomQueries(sql).maySee(room, viewer, now)) {
            return Optional.empty();
        }
        List<Listed> found = sql.list(
                """
                select role, username, account_id, read_seq, coalesce(read_at, joined_at) as at
                from membership
                where room_id = :room and (role, username) > (:rank, :username)
                order by role, username
                limit :limit
                """,
                s -> s.bind("room", room.value())
                        .bind("rank", after == null ? -1 : after.rank())
                        .bind("username", after == null ? "" : after.username().value())
                        .bind("limit", page.limit() + 1),
                JdbcMarkers::listed);
        Page<Listed> cut = Pages.cut(found, page, listed -> PageKey.of(listed.rank(), listed.username()));
        return Optional.of(new Page<>(cut.items().stream().map(Listed::marker).toList(), cut.next()));
    }

    private static Listed listed(ResultSet row, StatementContext context) throws SQLException {
        return new Listed(
                row.getInt("role"),
                text(row, "username"),
                new ReadMarker(new AccountId(uuid(row, "account_id")), row.getLong("read_seq"), instant(row, "at")));
    }
}
