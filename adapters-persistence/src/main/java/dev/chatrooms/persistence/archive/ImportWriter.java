package dev.chatrooms.persistence.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.persistence.account.AccountSearchRows;
import dev.chatrooms.persistence.event.LogEpoch;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of an export into an empty database, in one transaction: {@link #begin}, {@link #rows} in the order
 * of {@link ArchiveTable#STATE}, {@link #messages}, {@link #createIndexes}, {@link #changedMessages}, {@link #finish}.
 * Until the commit, which is the caller's, other connections find the database empty and wait.
 */
public final class ImportWriter {
    /** Other transactions end within seconds. */
    private static final String LOCK_TIMEOUT = "30s";

    private static final int ACCOUNTS = 500;
    private static final int CHANGED_LINES = 1000;
    private static final int CHANGED_CHARACTERS = 1 << 20;
    private static final UUID FIRST = new UUID(0, 0);
    /** Rows that a server has in a database without accounts, or that triggers add. They are replaced. */
    private static final Set<String> REPLACED = Set.of("log_reader", "day_figure", "figure_change");

    private static final String ACCOUNT_SEARCH = "account_search";

    private final Handle handle;
    private final Map<String, List<ArchiveColumn>> columns = new LinkedHashMap<>();
    private @Nullable TableIndexes indexes;

    /**
     * Prepares an import.
     *
     * @param handle in a transaction
     */
    public ImportWriter(Handle handle) {
        this.handle = handle;
    }

    /**
     * Checks that the tables are empty, without locking them: {@link #begin} checks it again. Tables may be missing.
     *
     * @throws ImportRefused if a table has rows
     */
    public void requireEmpty() {
        handle.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
        ArchiveTable.exported().map(ArchiveTable::name).filter(this::isPresent).forEach(this::requireEmpty);
    }

    private boolean isPresent(String table) {
        return handle.createQuery("select to_regclass(:table) is not null")
                .bind("table", table)
                .mapTo(Boolean.class)
                .one();
    }

    private void requireEmpty(String table) {
        if (!REPLACED.contains(table) && exists(table)) {
            throw new ImportRefused("the database is not empty: the table " + table + " has rows");
        }
    }

    /**
     * Locks the tables, checks that they are empty and drops their indexes.
     *
     * @param exported the columns of each table in the export
     * @throws ImportRefused if they are not, or if the export has tables or columns that are unknown here
     */
    public void begin(Map<String, List<String>> exported) {
        requireKnown(exported);
        handle.execute("set local statement_timeout = 0; set local time zone 'UTC'");
        handle.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
        List<String> tables = ArchiveTable.exported().map(ArchiveTable::name).toList();
        handle.execute("lock table " + String.join(", ", tables) + ", " + String.join(", ", ArchiveTable.DERIVED)
                + " in access exclusive mode");
        tables.forEach(this::requireEmpty);
        // What a server that runs beside the import may have begun.
        ArchiveTable.DERIVED.stream()
                .filter(table -> !Set.of("log_head", "configuration_version").contains(table))
                .forEach(table -> handle.execute("delete from " + table));
        indexes = TableIndexes.drop(
                handle,
                Stream.concat(tables.stream(), ArchiveTable.DERIVED.stream()).toList(),
                ArchiveTable.STATE.stream().map(ArchiveTable::name).toList());
    }

    private boolean exists(String table) {
        return handle.createQuery("select exists (select 1 from " + table + ")")
                .mapTo(Boolean.class)
                .one();
    }

    private void requireKnown(Map<String, List<String>> exported) {
        Map<String, List<ArchiveColumn>> known;
        try {
            known = ArchiveColumns.of(handle.getConnection());
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
        exported.forEach((table, names) -> {
            // Known names only: they become parts of statements.
            List<ArchiveColumn> found = known.getOrDefault(table, List.of()).stream()
                    .filter(column -> names.contains(column.name()))
                    .toList();
            if (found.isEmpty() || found.size() != names.size()) {
                throw new ImportRefused("the export was made by a newer version: " + table + " has unknown columns");
            }
            columns.put(table, found);
        });
    }

    /** Prepares a table for its first lines. */
    public void table(String table) {
        if (REPLACED.contains(table)) {
            handle.execute("delete from " + table);
        }
    }

    /**
     * Writes the rows of a table.
     *
     * @param lines are not closed
     * @param written receives the numbers of lines that were written
     */
    public void rows(String table, InputStream lines, LongConsumer written) {
        copy(copies -> JsonRows.forEach(lines, written, row -> copies.add(table, row)));
    }

    /** Writes messages with the rows that belong to them. */
    public void messages(InputStream lines, LongConsumer written) {
        copy(copies -> JsonRows.forEach(lines, written, row -> addMessage(copies, row)));
    }

    private void copy(Consumer<TableCopies> rows) {
        try (TableCopies copies = new TableCopies(handle.getConnection(), columns)) {
            rows.accept(copies);
            copies.finish();
        }
    }

    /** Adds the rows of an object that has one or an array of them for each table. */
    private static void addMessage(TableCopies copies, JsonParser message) throws IOException {
        for (String table = message.nextFieldName(); table != null; table = message.nextFieldName()) {
            if (message.nextToken() == JsonToken.START_OBJECT) {
                copies.add(table, message);
            } else {
                while (message.nextToken() == JsonToken.START_OBJECT) {
                    copies.add(table, message);
                }
            }
        }
    }

    /** Returns the number of steps of {@link #createIndexes}. */
    public int indexCount() {
        return indexes().count();
    }

    private TableIndexes indexes() {
        return Objects.requireNonNull(indexes, "not begun");
    }

    /**
     * Creates the indexes, after the last rows but those of changed messages, and the search of people.
     *
     * @param generation that of the keys under which the contents of files are stored
     */
    public void createIndexes(String generation, LongConsumer created) {
        handle.createUpdate("""
                        update file
                        set generation = :generation,
                            thumbnail_generation = case when thumbnail_sha256 is null then '' else :generation end
                        """).bind("generation", generation).execute();
        indexes().create(table -> !table.equals(ACCOUNT_SEARCH), created);
        fillAccountSearch();
        indexes().create(ACCOUNT_SEARCH::equals, created);
    }

    /** Writes messages in the place of those that were written before. The last line of each counts. */
    public void changedMessages(InputStream lines, LongConsumer written) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
        try {
            Map<UUID, String> batch = new LinkedHashMap<>();
            int count = 0;
            int characters = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                batch.put(messageId(line), line);
                count++;
                characters += line.length();
                if (count == CHANGED_LINES || characters > CHANGED_CHARACTERS) {
                    replace(batch);
                    written.accept(count);
                    batch.clear();
                    count = 0;
                    characters = 0;
                }
            }
            replace(batch);
            written.accept(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UUID messageId(String line) {
        List<UUID> ids = new ArrayList<>();
        JsonRows.forEach(line, object -> {
            for (String table = object.nextFieldName(); table != null; table = object.nextFieldName()) {
                if (object.nextToken() == JsonToken.START_OBJECT && table.equals("message")) {
                    for (String name = object.nextFieldName(); name != null; name = object.nextFieldName()) {
                        if (object.nextToken() == JsonToken.VALUE_STRING && name.equals("id")) {
                            ids.add(UUID.fromString(object.getText()));
                        }
                        object.skipChildren();
                    }
                } else {
                    object.skipChildren();
                }
            }
        });
        return ids.get(0);
    }

    private void replace(Map<UUID, String> messages) {
        if (!messages.isEmpty()) {
            delete(List.copyOf(messages.keySet()));
            copy(copies -> messages.values().forEach(line -> JsonRows.forEach(line, row -> addMessage(copies, row))));
        }
    }

    private void delete(List<UUID> ids) {
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
     * Completes the import: the counters of ascending numbers, and the head of the log in a new epoch.
     *
     * @param position the position of the export
     */
    public Epoch finish(long position) {
        // The export has read them before they were removed.
        handle.execute(
                "delete from event where position <= (select position from log_reader where name = 'retention')");
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
                .bind("tables", PgArray.texts(List.copyOf(columns.keySet()), name -> name))
                .mapTo(String.class)
                .list()
                .forEach(statement -> handle.createQuery(statement).mapToMap().list());
    }
}
