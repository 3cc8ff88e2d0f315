package dev.chatrooms.persistence.archive;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.persistence.account.AccountSearchRows;
import dev.chatrooms.persistence.event.LogEpoch;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes the lines of an export into an empty database, in one transaction: {@link #begin}, {@link #rows} and
 * {@link #messages} in the order of {@link ArchiveTable#STATE}, {@link #finish}. Until the commit, which is the
 * caller's, other connections find the database empty and wait.
 */
public final class ImportWriter {
    /** Other transactions end within seconds. */
    private static final String LOCK_TIMEOUT = "30s";

    private static final int ACCOUNTS = 500;
    private static final UUID FIRST = new UUID(0, 0);
    /** Rows that a server has in a database without accounts, or that triggers add. They are replaced. */
    private static final Set<String> REPLACED = Set.of("log_reader", "day_figure", "figure_change");

    private final Handle handle;
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * Prepares an import.
     *
     * @param handle in a transaction
     */
    public ImportWriter(Handle handle) {
        this.handle = handle;
    }

    /**
     * Locks the tables and checks that they are empty.
     *
     * @param columns the columns of each table in the export
     * @throws ImportRefused if they are not, or if the export has tables or columns that are unknown here
     */
    public void begin(Map<String, List<String>> columns) {
        requireKnown(columns);
        handle.execute("set local statement_timeout = 0; set local time zone 'UTC'");
        handle.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
        List<String> tables = ArchiveTable.exported().map(ArchiveTable::name).toList();
        handle.execute("lock table " + String.join(", ", tables) + ", " + String.join(", ", ArchiveTable.DERIVED)
                + " in access exclusive mode");
        for (String table : tables) {
            if (!REPLACED.contains(table) && exists(table)) {
                throw new ImportRefused("the database is not empty: the table " + table + " has rows");
            }
        }
        // What a server that runs beside the import may have begun.
        ArchiveTable.DERIVED.stream()
                .filter(table -> !Set.of("log_head", "configuration_version").contains(table))
                .forEach(table -> handle.execute("delete from " + table));
    }

    private boolean exists(String table) {
        return handle.createQuery("select exists (select 1 from " + table + ")")
                .mapTo(Boolean.class)
                .one();
    }

    private void requireKnown(Map<String, List<String>> columns) {
        Map<String, List<String>> known;
        try {
            known = ArchiveColumns.of(handle.getConnection());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        columns.forEach((table, exported) -> {
            if (!known.getOrDefault(table, List.of()).containsAll(exported)) {
                throw new ImportRefused("the export was made by a newer version: " + table + " has unknown columns");
            }
            // Known names only: they become parts of statements.
            names.put(table, exported.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", ")));
        });
    }

    /** Prepares a table for its first lines. */
    public void table(String table) {
        if (REPLACED.contains(table)) {
            handle.execute("delete from " + table);
        }
    }

    /** Writes some rows of a table. */
    public void rows(String table, List<String> lines) {
        insert(table, "json_populate_record(cast(null as " + table + "), cast(line.json as json))", lines);
    }

    /**
     * Writes some messages with the rows that belong to them.
     *
     * @param changed whether they replace messages that were written before
     */
    public void messages(List<String> lines, boolean changed) {
        List<String> written = changed ? lastOfEach(lines) : lines;
        if (changed) {
            delete(written);
        }
        for (ArchiveTable table : ArchiveTable.MESSAGE) {
            String name = table.name();
            String source = name.equals("message")
                    ? "json_populate_record(cast(null as message), cast(line.json as json) -> 'message')"
                    : "json_populate_recordset(cast(null as " + name + "), cast(line.json as json) -> '" + name + "')";
            // Most messages have no other rows, and are read once then.
            List<String> having = name.equals("message")
                    ? written
                    : written.stream()
                            .filter(line -> line.contains('"' + name + "\":"))
                            .toList();
            if (!having.isEmpty()) {
                insert(name, source, having);
            }
        }
    }

    private void insert(String table, String source, List<String> lines) {
        String columns = names.get(table);
        if (columns == null) {
            throw new ImportRefused("the manifest does not describe the table " + table);
        }
        handle.createUpdate("insert into " + table + " (" + columns + ") overriding system value select " + columns
                        + " from (select source.* from unnest(cast(:lines as text[])) as line (json), " + source
                        + " as source) as imported")
                .bind("lines", PgArray.texts(lines, line -> line))
                .execute();
    }

    /** Returns the last line of each message. */
    private List<String> lastOfEach(List<String> lines) {
        return handle.createQuery("""
                        select distinct on (cast(line.json as json) -> 'message' ->> 'id') line.json
                        from unnest(cast(:lines as text[])) with ordinality as line (json, number)
                        order by cast(line.json as json) -> 'message' ->> 'id', line.number desc
                        """)
                .bind("lines", PgArray.texts(lines, line -> line))
                .mapTo(String.class)
                .list();
    }

    private void delete(List<String> lines) {
        List<UUID> ids = handle.createQuery("""
                        select cast(cast(line.json as json) -> 'message' ->> 'id' as uuid)
                        from unnest(cast(:lines as text[])) as line (json)
                        """)
                .bind("lines", PgArray.texts(lines, line -> line))
                .mapTo(UUID.class)
                .list();
        List<String> statements = List.of(
                """
                delete from mention using message
                where message.id = any(:ids) and mention.account_id = any(message.mentions)
                  and mention.room_id = message.room_id and mention.seq = message.seq
                """,
                "delete from revision where message_id = any(:ids)",
                "delete from reaction where message_id = any(:ids)",
                "delete from reaction_kind where message_id = any(:ids)",
                "delete from message where id = any(:ids)");
        for (String statement : statements) {
            handle.createUpdate(statement)
                    .bind("ids", PgArray.uuids(ids, id -> id))
                    .execute();
        }
    }

    /**
     * Completes the import: the tables that are built from others, the counters of ascending numbers, and the head of
     * the log in a new epoch.
     *
     * @param position the position of the export
     * @param generation that of the keys under which the contents of files are stored
     */
    public Epoch finish(long position, String generation) {
        handle.createUpdate("""
                        update file
                        set generation = :generation,
                            thumbnail_generation = case when thumbnail_sha256 is null then '' else :generation end
                        """).bind("generation", generation).execute();
        // The export has read them before they were removed.
        handle.execute(
                "delete from event where position <= (select position from log_reader where name = 'retention')");
        fillAccountSearch();
        moveSequences();
        // Running servers notice that the entries have changed.
        handle.execute("update configuration_version set version = version + 1");
        // Instances refuse statements when they are older than an ordinary transaction.
        Sql sql = Sql.writing(handle);
        sql.updateOne(
                "update log_head set position = :position where id = 1",
                s -> s.bind("position", position),
                "log_head does not have one row");
        return new LogEpoch(sql).renew();
    }

    private void fillAccountSearch() {
        UUID after = FIRST;
        List<Account> page;
        do {
            UUID from = after;
            Sql step = Sql.writing(handle);
            page = step.list(
                    "select * from account where id > :after order by id limit :limit",
                    s -> s.bind("after", from).bind("limit", ACCOUNTS),
                    AccountRows::account);
            new AccountSearchRows(step).addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).id().value();
        } while (!page.isEmpty());
    }

    private void moveSequences() {
        handle.createQuery("""
                        select 'select setval(pg_get_serial_sequence(' || quote_literal(quote_ident(table_name)) || ', '
                               || quote_literal(column_name) || '), max(' || quote_ident(column_name) || ')) from '
                               || quote_ident(table_name)
                        from information_schema.columns
                        where table_schema = current_schema() and is_identity = 'YES'
                          and table_name = any(:tables)
                        """)
                .bind("tables", PgArray.texts(List.copyOf(names.keySet()), name -> name))
                .mapTo(String.class)
                .list()
                .forEach(statement -> handle.createQuery(statement).mapToMap().list());
    }
}
