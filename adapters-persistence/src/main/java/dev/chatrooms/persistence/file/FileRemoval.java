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
     * Removes files. Locks them in the order of their ids.
     *
     * @param ids a query for their ids
     * @return their number
     */
    public int remove(String ids, Consumer<SqlStatement<?>> binding) {
        sql.requireWritable();
        return sql.single("""
                with locked as materialized (
                    select id from file
                    where id in (""" + ids + """
                    )
                    order by id
                    for update
                ), removed as (
                    delete from file
                    using locked
                    where file.id = locked.id
                    returning file.sha256, file.generation, file.thumbnail_sha256, file.thumbnail_generation
                ), released as (
                    insert into released_content (sha256, generation)
                    select sha256, generation from removed
                    union
                    select thumbnail_sha256, thumbnail_generation from removed where thumbnail_sha256 is not null
                )
                select count(*) as files from removed
                """, binding, (row, context) -> row.getInt("files"));
    }
}
