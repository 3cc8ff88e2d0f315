package dev.chatrooms.persistence.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the columns of the exported tables from the database. */
final class ArchiveColumns {
    private static final String COLUMNS = """
            select column_name
            from information_schema.columns
            where table_schema = current_schema() and table_name = ?
            order by ordinal_position
            """;

    private ArchiveColumns() {}

    /** Returns the exported columns of each exported table. */
    static Map<String, List<String>> of(Connection connection) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            for (ArchiveTable table : (Iterable<ArchiveTable>) ArchiveTable.exported()::iterator) {
                query.setString(1, table.name());
                List<String> names = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                }
                names.removeAll(table.omitted());
                columns.put(table.name(), names);
            }
        }
        return columns;
    }
}
