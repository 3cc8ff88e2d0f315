package dev.chatrooms.persistence.file;

import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.spi.Contents;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.persistence.rows.FileRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link Contents} in the tables {@code file} and {@code released_content}. */
public final class JdbcContents implements Contents {
    /** One half of the lock's key, an arbitrary number. The other half is the table. */
    private static final int COLLECT_LOCK = 1;

    private final Sql sql;

    public JdbcContents(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean beginCollecting() {
        sql.requireWritable();
        return sql.exists(
                "select pg_try_advisory_xact_lock(cast(cast('file' as regclass) as integer), :number) as found",
                s -> s.bind("number", COLLECT_LOCK));
    }

    @Override
    public int removeUnattached(Instant uploadedBefore, int limit) {
        return new FileRemoval(sql)
                .remove("""
                select file.id
                from file
                  left join account owner on owner.id = file.owner_id
                where file.message_id is null
                  and (file.uploaded_at < :before or coalesce(owner.deleted, true))
                order by file.uploaded_at
                limit :limit
                for update of file skip locked
                """, s -> s.bind("before", uploadedBefore).bind("limit", limit));
    }

    @Override
    public int removeOfDeletedRooms(int limit) {
        List<UUID> rooms = sql.list("""
                select id from room
                where deleted_position is not null and not files_removed
                order by id
                limit :limit
                for update skip locked
                """, s -> s.bind("limit", limit), (row, context) -> uuid(row, "id"));
        if (rooms.isEmpty()) {
            return 0;
        }
        int removed = new FileRemoval(sql)
                .remove(
                        """
                select id from file where room_id = any(:rooms) limit :limit
                """,
                        s -> s.bind("rooms", PgArray.uuids(rooms, room -> room)).bind("limit", limit));
        return removed + sql.update("""
                update room set files_removed = true
                where id = any(:rooms) and not exists (select 1 from file where file.room_id = room.id)
                """, s -> s.bind("rooms", PgArray.uuids(rooms, room -> room)));
    }

    @Override
    public List<Released> released(Instant now, int limit) {
        return sql.list(
                """
                select id, encode(sha256, 'hex') as hash, generation, attempts
                from released_content
                where due_at <= :now
                order by due_at, id
                limit :limit
                """,
                s -> s.bind("now", now).bind("limit", limit),
                (row, context) -> new Released(row.getLong("id"), key(row), row.getInt("attempts")));
    }

    private static ContentKey key(ResultSet row) throws SQLException {
        return new ContentKey(new ContentHash(text(row, "hash")), text(row, "generation"));
    }

    @Override
    public void release(ContentKey content) {
        sql.requireWritable();
        sql.update(
                "insert into released_content (sha256, generation) values (decode(:hash, 'hex'), :generation)",
                s -> s.bind("hash", content.hash().value()).bind("generation", content.generation()));
    }

    @Override
    public boolean claim(Released released, Instant nextAttempt) {
        sql.requireWritable();
        ContentHash hash = released.content().hash();
        new ContentLocks(sql).exclude(hash);
        int claimed = sql.update(
                """
                update released_content set attempts = attempts + 1, due_at = :next
                where id = :id and attempts = :attempts
                """, s -> s.bind("next", nextAttempt).bind("id", released.id()).bind("attempts", released.attempts()));
        if (claimed == 0) {
            return false;
        }
        // Sees what was committed while the lock was waited for.
        boolean used = sql.exists(
                """
                select exists (select 1 from file
                               where sha256 = decode(:hash, 'hex') and generation = :generation)
                    or exists (select 1 from file
                               where thumbnail_sha256 = decode(:hash, 'hex') and thumbnail_generation = :generation)
                    as found
                """,
                s -> s.bind("hash", hash.value())
                        .bind("generation", released.content().generation()));
        if (used) {
            settle(released);
        }
        return !used;
    }

    @Override
    public void settle(Released released) {
        sql.requireWritable();
        sql.update("delete from released_content where id = :id", s -> s.bind("id", released.id()));
    }

    @Override
    public List<Referenced> referenced(@Nullable ContentKey after, int limit) {
        return sql.list(
                """
                select encode(content.sha256, 'hex') as hash, content.generation, content.size
                from ((select distinct on (sha256, generation) sha256, generation, size
                       from file
                       where complete and (sha256, generation) > (decode(:hash, 'hex'), :generation)
                       order by sha256, generation
                       limit :limit)
                      union
                      (select distinct on (thumbnail_sha256, thumbnail_generation)
                              thumbnail_sha256, thumbnail_generation, thumbnail_size
                       from file
                       where complete and thumbnail_sha256 is not null
                         and (thumbnail_sha256, thumbnail_generation) > (decode(:hash, 'hex'), :generation)
                       order by thumbnail_sha256, thumbnail_generation
                       limit :limit)) as content
                order by content.sha256, content.generation
                limit :limit
                """,
                s -> s.bind("hash", after == null ? "" : after.hash().value())
                        .bind("generation", after == null ? "" : after.generation())
                        .bind("limit", limit),
                (row, context) -> new Referenced(key(row), row.getLong("size")));
    }

    @Override
    public List<FileUse> uses(ContentKey content, int limit) {
        return sql.list(
                "select " + FileRows.FILE + """
                       as file_row, file.message_id
                from file
                where file.complete
                  and file.id in (select id from file
                                  where sha256 = decode(:hash, 'hex') and generation = :generation
                                  union all
                                  select id from file
                                  where thumbnail_sha256 = decode(:hash, 'hex') and thumbnail_generation = :generation)
                order by file.id
                limit :limit
                """,
                s -> s.bind("hash", content.hash().value())
                        .bind("generation", content.generation())
                        .bind("limit", limit),
                FileRows::use);
    }

    @Override
    public Set<ContentKey> unknown(Collection<ContentKey> contents) {
        return Set.copyOf(sql.list(
                """
                with given as (
                    select hash, decode(hash, 'hex') as sha256, generation
                    from unnest(cast(:hashes as text[]), cast(:generations as text[])) as keys (hash, generation)
                )
                select given.hash, given.generation
                from given
                where not exists (select 1 from file
                                  where file.sha256 = given.sha256 and file.generation = given.generation)
                  and not exists (select 1 from file
                                  where file.thumbnail_sha256 = given.sha256
                                    and file.thumbnail_generation = given.generation)
                  and not exists (select 1 from released_content as released
                                  where released.sha256 = given.sha256 and released.generation = given.generation)
                """,
                s -> s.bind("hashes", PgArray.texts(contents, key -> key.hash().value()))
                        .bind("generations", PgArray.texts(contents, ContentKey::generation)),
                (row, context) -> key(row)));
    }
}
