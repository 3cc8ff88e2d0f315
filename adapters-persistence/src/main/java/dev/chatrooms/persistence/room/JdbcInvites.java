package dev.chatrooms.persistence.room;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Invites;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Invites} in the table {@code invite}. */
public final class JdbcInvites implements Invites {
    private final Sql sql;

    public JdbcInvites(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Invite invite) {
        sql.updateOne(
                """
                insert into invite (code, room_id, created_by, created_at, expires_at, max_uses, uses)
                values (:code, :room, :createdBy, :createdAt, :expiresAt, :maxUses, :uses)
                """,
                s -> s.bind("code", invite.code().value())
                        .bind("room", invite.roomId().value())
                        .bind("createdBy", invite.createdBy().value())
                        .bind("createdAt", invite.createdAt())
                        .bind("expiresAt", invite.expiresAt())
                        .bindByType("maxUses", invite.maxUses(), Integer.class)
                        .bind("uses", invite.uses()),
                "the invite was not added");
    }

    @Override
    public Optional<Invite> find(InviteCode code) {
        return sql.one("""
                select invite.*
                from invite
                  join room on room.id = invite.room_id
                where invite.code = :code and room.deleted_position is null
                """, s -> s.bind("code", code.value()), JdbcInvites::invite);
    }

    @Override
    public Page<Invite> list(RoomId room, PageRequest page, Instant now) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        List<Keyed<Invite>> found = sql.list(
                """
                select invite.*
                from invite
                where room_id = :room and number < :before
                  and expires_at > :now and (max_uses is null or uses < max_uses)
                order by number desc
                limit :limit
                """,
                s -> s.bind("room", room.value())
                        .bind("before", before == null ? Long.MAX_VALUE : before)
                        .bind("now", now)
                        .bind("limit", page.limit() + 1),
                (row, context) -> new Keyed<>(PageKey.of(row.getLong("number")), invite(row, context)));
        return Pages.cut(found, page);
    }

    @Override
    public int countOpen(RoomId room, Instant now) {
        return sql.single(
                """
                select count(*) as open
                from invite
                where room_id = :room and expires_at > :now and (max_uses is null or uses < max_uses)
                """, s -> s.bind("room", room.value()).bind("now", now), (row, context) -> row.getInt("open"));
    }

    @Override
    public boolean use(InviteCode code, Instant now) {
        return sql.update("""
                        update invite
                        set uses = uses + 1
                        where code = :code and expires_at > :now and (max_uses is null or uses < max_uses)
                        """, s -> s.bind("code", code.value()).bind("now", now)) == 1;
    }

    @Override
    public boolean remove(RoomId room, InviteCode code) {
        return sql.update(
                        "delete from invite where code = :code and room_id = :room",
                        s -> s.bind("code", code.value()).bind("room", room.value()))
                == 1;
    }

    @Override
    public void removeExpired(RoomId room, Instant before) {
        sql.update(
                "delete from invite where room_id = :room and expires_at < :before",
                s -> s.bind("room", room.value()).bind("before", before));
    }

    private static Invite invite(ResultSet row, StatementContext context) throws SQLException {
        return new Invite(
                new InviteCode(text(row, "code")),
                new RoomId(uuid(row, "room_id")),
                new AccountId(uuid(row, "created_by")),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                row.getObject("max_uses", Integer.class),
                row.getInt("uses"));
    }
}
