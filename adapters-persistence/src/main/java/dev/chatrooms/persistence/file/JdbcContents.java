package dev.chatrooms.persistence.file;

import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.spi.Contents;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.List;
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
        return new FileRemoval(sql).remove("""
                select file.id
                from room
                  join file on file.room_id = room.id
                where room.deleted_position is not null
                limit :limit
                for update of file skip locked
                """, s -> s.bind("limit", limit));
    }

    @Override
    public List<ContentHash> released(int limit) {
        return sql.list(
                "select encode(sha256, 'hex') as hash from released_content order by sha256 limit :limit",
                s -> s.bind("limit", limit),
                (row, context) -> new ContentHash(text(row, "hash")));
    }

    @Override
    public void release(ContentHash content) {
        sql.update(
                "insert into released_content (sha256) values (decode(:hash, 'hex')) on conflict (sha256) do nothing",
                s -> s.bind("hash", content.value()));
    }

    @Override
    public boolean lockUnused(ContentHash content) {
        sql.requireWritable();
        new ContentLocks(sql).exclude(content);
        // A statement of its own, which sees what was committed while the lock was waited for.
        return !sql.exists("""
                select exists (select 1 from file where sha256 = decode(:hash, 'hex'))
                    or exists (select 1 from file where thumbnail_sha256 = decode(:hash, 'hex')) as found
                """, s -> s.bind("hash", content.value()));
    }

    @Override
    public void settle(ContentHash content) {
        sql.update(
                "delete from released_content where sha256 = decode(:hash, 'hex')",
                s -> s.bind("hash", content.value()));
    }

    @Override
    public List<Referenced> referenced(@Nullable ContentHash after, int limit) {
        return sql.list(
                """
                select encode(content.sha256, 'hex') as hash, content.size
                from ((select distinct on (sha256) sha256, size
                       from file
                       where complete and sha256 > decode(:after, 'hex')
                       order by sha256
                       limit :limit)
                      union
                      (select distinct on (thumbnail_sha256) thumbnail_sha256, thumbnail_size
                       from file
                       where complete and thumbnail_sha256 > decode(:after, 'hex')
                       order by thumbnail_sha256
                       limit :limit)) as content
                order by content.sha256
                limit :limit
                """,
                s -> s.bind("after", after == null ? "" : after.value()).bind("limit", limit),
                (row, context) -> new Referenced(new ContentHash(text(row, "hash")), row.getLong("size")));
    }
}
