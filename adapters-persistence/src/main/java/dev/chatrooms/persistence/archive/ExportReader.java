package dev.chatrooms.persistence.archive;

import dev.chatrooms.persistence.sql.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads everything that an export contains, while the server runs. A snapshot that lasts for the whole export would
 * keep the versions of the row of {@code log_head}, which every write adds, so that writes become slower and slower.
 * Therefore:
 *
 * <ol>
 *   <li>{@link #messages} reads the messages in pages, each in a snapshot of its own.
 *   <li>{@link #changedMessages} reads those again that the log names since the reading began, until few are left.
 *   <li>{@link #events} reads the log, in pages again. Entries never change, but the oldest may be removed meanwhile.
 *   <li>{@link #snapshot} opens one snapshot for the last changes, for the last entries of the log, and for all other
 *       tables, which are small compared with the messages. Together with it, what was read is the state at its
 *       position of the log, except for entries that it shows as removed.
 * </ol>
 *
 * <p>Rows are lines of JSON, made by the database, which also reads them back, so no value is converted in between.
 * Memory is bounded by a few rows. Not thread-safe.
 */
public final class ExportReader {
    private static final int PAGE = 5000;
    private static final int CHANGES = 500;
    /** The rows that the driver holds at a time. */
    private static final int FETCHED = 500;
    /** Messages with many reactions and revisions, and avatars, take megabytes each. */
    private static final int FETCHED_LARGE = 20;

    private static final UUID FIRST = new UUID(0, 0);

    private static final String MESSAGE = """
            select message.id,
                   cast(json_strip_nulls(json_build_object(
                       'message', message,
                       'revision', case when message.edited_at is not null then (
                           select array_to_json(array_agg(revision order by revision.number))
                           from revision
                           where revision.message_id = message.id) end,
                       'reaction', case when message.reacted then (
                           select array_to_json(array_agg(reaction order by reaction.number))
                           from reaction
                           where reaction.message_id = message.id) end,
                       'reaction_kind', case when message.reacted then (
                           select array_to_json(array_agg(reaction_kind order by reaction_kind.number))
                           from reaction_kind
                           where reaction_kind.message_id = message.id) end,
                       'mention', case when message.mentions is not null then (
                           select array_to_json(array_agg(mention order by mention.account_id))
                           from mention
                           where mention.account_id = any(message.mentions)
                             and mention.room_id = message.room_id
                             and mention.seq = message.seq) end)) as text) as line
            from message
            """;

    private static final String BY_ID = MESSAGE + """
            where message.id > ?
            order by message.id
            limit ?
            """;

    /** The messages that the log names, and those whose threads have got messages or lost some. */
    private static final String CHANGED = MESSAGE + """
            where message.id in (
                select event.message_id
                from event
                where event.position > ? and event.position <= ? and event.message_id is not null
                union
                select named.thread_id
                from event
                  join message named on named.id = event.message_id
                where event.position > ? and event.position <= ? and named.thread_id is not null)
            """;

    private static final String EVENTS = """
            select event.position, cast(row_to_json(event) as text) as line
            from event
            where event.position > ? and event.position <= ?
            order by event.position
            limit ?
            """;

    /** Of equal contents with several keys, one is read. */
    private static final String CONTENTS = """
            select content.hash, cast(row_to_json(content) as text) as line
            from (select distinct on (stored.sha256)
                         encode(stored.sha256, 'hex') as hash, stored.generation, stored.size
                  from ((select distinct on (sha256) sha256, generation, size
                         from file
                         where complete and sha256 > decode(?, 'hex')
                         order by sha256
                         limit ?)
                        union all
                        (select distinct on (thumbnail_sha256) thumbnail_sha256, thumbnail_generation, thumbnail_size
                         from file
                         where complete and thumbnail_sha256 > decode(?, 'hex')
                         order by thumbnail_sha256
                         limit ?)) as stored (sha256, generation, size)
                  order by stored.sha256
                  limit ?) as content
            """;

    private final Connection connection;
    private final Map<String, List<String>> columns;

    /**
     * Prepares a connection, which the caller closes.
     *
     * @throws RuntimeException as {@link SqlFailures} translates it
     */
    public ExportReader(Connection connection) {
        this.connection = connection;
        try {
            connection.setAutoCommit(false);
            execute("set session characteristics as transaction isolation level repeatable read, read only");
            // Times are written with the offset of the session.
            execute("set time zone 'UTC'");
            // Pages are read by key, also on tables that are not analysed yet.
            execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off");
            connection.commit();
            this.columns = names(ArchiveColumns.of(connection));
            connection.commit();
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static Map<String, List<String>> names(Map<String, List<ArchiveColumn>> columns) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        columns.forEach((table, found) ->
                names.put(table, found.stream().map(ArchiveColumn::name).toList()));
        return names;
    }

    /** Returns the exported columns of each table. */
    public Map<String, List<String>> columns() {
        return columns;
    }

    /** Returns the position of the last event. Everything up to it is visible to each later read. */
    public long head() {
        return run(this::readHead);
    }

    private long readHead() throws SQLException {
        return number("select position from log_head where id = 1");
    }

    /** Returns about how many messages there are. */
    public long messageCount() {
        return run(() -> number("select coalesce(sum(last_seq), 0) from room"));
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Passes on every message, as it is when its page is read. */
    public void messages(Consumer<String> lines) {
        Optional<UUID> after = Optional.of(FIRST);
        while (after.isPresent()) {
            UUID from = after.get();
            after = run(() -> page(from, lines));
        }
    }

    /** Returns the last id of a full page, or empty after the last page. */
    private Optional<UUID> page(UUID after, Consumer<String> lines) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BY_ID)) {
            query.setObject(1, after);
            query.setInt(2, PAGE);
            UUID[] last = {after};
            int count = each(query, FETCHED_LARGE, row -> {
                last[0] = row.getObject(1, UUID.class);
                lines.accept(row.getString(2));
            });
            return count == PAGE ? Optional.of(last[0]) : Optional.empty();
        }
    }

    /** Passes on the messages that events after a position and up to another one have changed, as they are now. */
    public void changedMessages(long after, long upTo, Consumer<String> lines) {
        for (long from = after; from < upTo; from += CHANGES) {
            long first = from;
            run(() -> {
                changes(first, Math.min(first + CHANGES, upTo), lines);
                return 0L;
            });
        }
    }

    private void changes(long after, long upTo, Consumer<String> lines) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(CHANGED)) {
            query.setLong(1, after);
            query.setLong(2, upTo);
            query.setLong(3, after);
            query.setLong(4, upTo);
            each(query, FETCHED_LARGE, row -> lines.accept(row.getString(2)));
        }
    }

    /** Passes on the events after a position and up to another one. */
    public void events(long after, long upTo, Consumer<String> lines) {
        long from = after;
        while (from < upTo) {
            long first = from;
            from = run(() -> eventPage(first, upTo, lines));
        }
    }

    private long eventPage(long after, long upTo, Consumer<String> lines) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(EVENTS)) {
            query.setLong(1, after);
            query.setLong(2, upTo);
            query.setInt(3, PAGE);
            long[] last = {after};
            int count = each(query, FETCHED, row -> {
                last[0] = row.getLong(1);
                lines.accept(row.getString(2));
            });
            return count == PAGE ? last[0] : upTo;
        }
    }

    /** Passes on the contents of all files, each as a line with its key and its size, in pages. */
    public void contents(Consumer<String> lines) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            String from = after.get();
            after = run(() -> contentPage(from, lines));
        }
    }

    private Optional<String> contentPage(String after, Consumer<String> lines) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(CONTENTS)) {
            query.setString(1, after);
            query.setInt(2, PAGE);
            query.setString(3, after);
            query.setInt(4, PAGE);
            query.setInt(5, PAGE);
            String[] last = {after};
            int count = each(query, FETCHED, row -> {
                last[0] = row.getString(1);
                lines.accept(row.getString(2));
            });
            return count == PAGE ? Optional.of(last[0]) : Optional.empty();
        }
    }

    /** Opens a snapshot. Nothing else of this object may be used until it is closed. */
    public Snapshot snapshot() {
        try {
            return new Snapshot(readHead());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The state at one position of the log. It must be read and closed soon. */
    public final class Snapshot implements AutoCloseable {
        private final long position;

        private Snapshot(long position) {
            this.position = position;
        }

        public long position() {
            return position;
        }

        /** Passes on the messages that have changed after a position. */
        public void changedMessages(long after, Consumer<String> lines) {
            try {
                for (long from = after; from < position; from += CHANGES) {
                    changes(from, Math.min(from + CHANGES, position), lines);
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        /** Passes on the events after a position. */
        public void events(long after, Consumer<String> lines) {
            try {
                for (long from = after; from < position; ) {
                    from = eventPage(from, position, lines);
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        /** Passes on the rows of a table. */
        public void rows(ArchiveTable table, Consumer<String> lines) {
            try (PreparedStatement query = connection.prepareStatement(select(table))) {
                execute("set local enable_seqscan = on");
                int fetched = table.name().equals("avatar") ? FETCHED_LARGE : FETCHED;
                each(query, fetched, row -> lines.accept(row.getString(1)));
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        /** Passes on the contents of all files, as {@link ExportReader#contents} does. */
        public void contents(Consumer<String> lines) {
            try {
                Optional<String> after = Optional.of("");
                while (after.isPresent()) {
                    after = contentPage(after.get(), lines);
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    /** All names are constants of this package. */
    private static String select(ArchiveTable table) {
        String omitted = table.omitted().stream()
                .map(column -> " - '" + column + "'")
                .sorted()
                .reduce("", String::concat);
        String row = omitted.isEmpty() ? "row_to_json(source)" : "to_jsonb(source)" + omitted;
        return "select cast(" + row + " as text) from " + table.name() + " as source where " + table.condition();
    }

    private interface Row {
        void accept(ResultSet row) throws SQLException;
    }

    /** Reads the rows of a query a few at a time, and returns their number. */
    private static int each(PreparedStatement query, int fetched, Row action) throws SQLException {
        query.setFetchSize(fetched);
        int count = 0;
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                action.accept(rows);
                count++;
            }
        }
        return count;
    }

    private interface Read<T> {
        T read() throws SQLException;
    }

    /** Reads in a transaction of its own. */
    private <T> T run(Read<T> read) {
        try {
            T result = read.read();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(SQLException e) {
        return SqlFailures.translate(e);
    }
}
