package dev.chatrooms.persistence.archive;

import com.fasterxml.jackson.core.JsonParser;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Writes rows of some tables with {@code COPY}. A connection runs one {@code COPY} at a time, so the rows of the other
 * tables wait in memory, up to {@value #BUFFER} characters of each. The database reads rows while the next are
 * converted.
 */
final class TableCopies implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final CopyManager manager;
    private final Map<String, CopyRows> waiting = new LinkedHashMap<>();
    private @Nullable CopyIn running;
    private String table = "";

    TableCopies(Connection connection, Map<String, List<ArchiveColumn>> tables) {
        try {
            manager = connection.unwrap(PGConnection.class).getCopyAPI();
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
        tables.forEach((name, columns) -> waiting.put(name, new CopyRows(columns)));
    }

    /** Adds the row that a parser has begun. Rows of tables that are not written are passed over. */
    void add(String name, JsonParser row) throws IOException {
        CopyRows rows = waiting.get(name);
        if (rows == null) {
            row.skipChildren();
            return;
        }
        rows.add(row);
        if (rows.length() >= BUFFER) {
            write(name, rows);
        }
    }

    /** Writes the rows that wait. */
    void finish() {
        waiting.forEach((name, rows) -> {
            if (rows.length() > 0) {
                write(name, rows);
            }
        });
        try {
            end();
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    private void write(String name, CopyRows rows) {
        try {
            byte[] text = rows.take();
            begin(name, rows).writeToCopy(text, 0, text.length);
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    private CopyIn begin(String name, CopyRows rows) throws SQLException {
        if (running != null && name.equals(table)) {
            return running;
        }
        end();
        String columns = rows.columns().stream().map(ArchiveColumn::quoted).collect(Collectors.joining(", "));
        CopyIn begun = manager.copyIn("copy " + name + " (" + columns + ") from stdin");
        running = begun;
        table = name;
        return begun;
    }

    private void end() throws SQLException {
        CopyIn ended = running;
        if (ended != null) {
            running = null;
            ended.endCopy();
        }
    }

    /** Ends what a failure has interrupted, so that the transaction can be rolled back. */
    @Override
    public void close() {
        CopyIn interrupted = running;
        running = null;
        try {
            if (interrupted != null && interrupted.isActive()) {
                interrupted.cancelCopy();
            }
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }
}
