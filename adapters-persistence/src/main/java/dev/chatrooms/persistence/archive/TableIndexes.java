package dev.chatrooms.persistence.archive;

import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * The keys, foreign keys and indexes of tables, dropped before the tables are filled and created again afterwards, in
 * the same transaction: an index of rows that are there is made several times faster than one that grows with them.
 * Those of tables that belong to another user stay, and so do keys to which tables of the host refer.
 */
final class TableIndexes {
    /** In the order in which they can be created. */
    private static final String DEFINITIONS = """
            select owner.relname as "table",
                   'alter table ' || quote_ident(owner.relname) || ' drop constraint ' || quote_ident(conname) as drop,
                   'alter table ' || quote_ident(owner.relname) || ' add constraint ' || quote_ident(conname) || ' '
                       || pg_get_constraintdef(pg_constraint.oid) as create,
                   case when contype = 'f' then 3 else 1 end as step, conname as name
            from pg_constraint
              join pg_class owner on owner.oid = pg_constraint.conrelid
            where owner.relnamespace = cast(current_schema() as regnamespace) and owner.relname = any(:tables)
              and pg_has_role(owner.relowner, 'usage')
              and (contype in ('u', 'f') or contype = 'p' and owner.relname <> all(:keyed))
              and not exists (
                  select 1
                  from pg_constraint other
                    join pg_class source on source.oid = other.conrelid
                  where pg_constraint.contype <> 'f' and other.contype = 'f' and other.conindid = pg_constraint.conindid
                    and not (source.relnamespace = owner.relnamespace and source.relname = any(:tables)))
            union all
            select owner.relname, 'drop index ' || quote_ident(made.relname), pg_get_indexdef(made.oid), 2, made.relname
            from pg_index
              join pg_class owner on owner.oid = pg_index.indrelid
              join pg_class made on made.oid = pg_index.indexrelid
            where owner.relnamespace = cast(current_schema() as regnamespace) and owner.relname = any(:tables)
              and pg_has_role(owner.relowner, 'usage')
              and not exists (
                  select 1
                  from pg_constraint
                  where pg_constraint.conindid = made.oid and pg_constraint.conrelid = owner.oid)
            order by step, name
            """;

    /** What is dropped; the names of the record are those of the query. */
    private record Definition(String table, String drop, String create) {}

    private final Handle handle;
    private final List<Definition> dropped;

    private TableIndexes(Handle handle, List<Definition> dropped) {
        this.handle = handle;
        this.dropped = dropped;
    }

    /**
     * Drops what the tables have.
     *
     * @param keyed tables that keep their primary keys, by which triggers find rows
     */
    static TableIndexes drop(Handle handle, List<String> tables, List<String> keyed) {
        List<Definition> found = new ArrayList<>(handle.createQuery(DEFINITIONS)
                .bind("tables", PgArray.texts(tables, table -> table))
                .bind("keyed", PgArray.texts(keyed, table -> table))
                .map((row, context) ->
                        new Definition(row.getString("table"), row.getString("drop"), row.getString("create")))
                .list());
        // Foreign keys before the keys that they need.
        for (int i = found.size() - 1; i >= 0; i--) {
            execute(handle, found.get(i).drop());
        }
        return new TableIndexes(handle, found);
    }

    /** Jdbi would look for parameters in the conditions of indexes. */
    private static void execute(Handle handle, String statement) {
        try (Statement plain = handle.getConnection().createStatement()) {
            plain.execute(statement);
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    int count() {
        return dropped.size();
    }

    /** Creates those of some of the tables again. */
    void create(Predicate<String> tables, LongConsumer created) {
        handle.execute("set local maintenance_work_mem = '128MB'");
        for (Definition definition : List.copyOf(dropped)) {
            if (tables.test(definition.table())) {
                execute(handle, definition.create());
                dropped.remove(definition);
                created.accept(1);
            }
        }
    }
}
