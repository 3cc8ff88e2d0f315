package dev.chatrooms.persistence.archive;

import dev.chatrooms.persistence.archive.ArchiveColumn.Form;
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
            select column_name, data_type
            from information_schema.columns
            where table_schema = current_schema() and table_name = ?
            order by ordinal_position
            """;

    private ArchiveColumns() {}

    /** Returns the exported columns of each exported table. */
    static Map<String, List<ArchiveColumn>> of(Connection connection) throws SQLException {
        Map<String, List<ArchiveColumn>> columns = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            for (ArchiveTable table : (Iterable<ArchiveTable>) ArchiveTable.exported()::iterator) {
                query.setString(1, table.name());
                List<ArchiveColumn> found = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.add(new ArchiveColumn(rows.getString(1), form(rows.getString(2))));
                    }
                }
                found.removeIf(column -> table.omitted().contains(column.name()));
                columns.put(table.name(), found);
            }
        }
        return columns;
    }

    private static Form form(String type) {
        return switch (type) {
            case "ARRAY" -> Form.ARRAY;
            case "json", "jsonb" -> Form.JSON;
            default -> Form.PLAIN;
        };
    }
}
