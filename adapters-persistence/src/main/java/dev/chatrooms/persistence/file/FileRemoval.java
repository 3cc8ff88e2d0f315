package dev.chatrooms.persistence.file;

import dev.chatrooms.persistence.sql.Sql;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlStatement;

/** Removes files and releases their contents. */
public final class FileRemoval {
    private final Sql sql;

    public FileRemoval(Sql sql) {
        this.sql = sql;
    }

    /**
     * Removes files.
     *
     * @param ids a query for their ids
     * @return their number
     */
    public int remove(String ids, Consumer<SqlStatement<?>> binding) {
        sql.requireWritable();
        // In the order of the hashes, since the rows of concurrent transactions wait for each other.
        return sql.single("""
                with removed as (
                    delete from file
                    where id in (""" + ids + """
                    )
                    returning sha256, thumbnail_sha256
                ), released as (
                    insert into released_content (sha256)
                    select distinct content.sha256
                    from (select sha256 from removed
                          union all
                          select thumbnail_sha256 from removed where thumbnail_sha256 is not null) as content
                    order by content.sha256
                    on conflict (sha256) do nothing
                )
                select count(*) as files from removed
                """, binding, (row, context) -> row.getInt("files"));
    }
}
