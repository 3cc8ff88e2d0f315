package dev.chatrooms.persistence.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.chatrooms.persistence.archive.ArchiveColumn.Form;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table in the text format of {@code COPY}, converted from JSON objects as the database writes them. The
 * database would do so as well, and take five times as long to read a row.
 */
final class CopyRows {
    private final List<ArchiveColumn> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final @Nullable String[] values;
    private final StringBuilder text = new StringBuilder();

    CopyRows(List<ArchiveColumn> columns) {
        this.columns = columns;
        this.values = new String[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).name(), i);
        }
    }

    List<ArchiveColumn> columns() {
        return columns;
    }

    /** Adds the object that the parser has begun. Its fields may have any order; missing ones are null. */
    void add(JsonParser row) throws IOException {
        Arrays.fill(values, null);
        for (String name = row.nextFieldName(); name != null; name = row.nextFieldName()) {
            row.nextToken();
            Integer place = places.get(name);
            if (place == null) {
                row.skipChildren();
            } else {
                values[place] = value(row, columns.get(place).form());
            }
        }
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : "\t");
            append(values[i]);
        }
        text.append('\n');
    }

    private static @Nullable String value(JsonParser row, Form form) throws IOException {
        if (row.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (form) {
            case PLAIN -> row.getText();
            case ARRAY -> array(row);
            case JSON -> json(row);
        };
    }

    /** Returns the literal of a one-dimensional array. */
    private static String array(JsonParser row) throws IOException {
        StringBuilder literal = new StringBuilder("{");
        while (row.nextToken() != JsonToken.END_ARRAY) {
            literal.append(literal.length() == 1 ? "" : ",");
            if (row.currentToken() == JsonToken.VALUE_NULL) {
                literal.append("NULL");
            } else {
                String element = row.getText().replace("\\", "\\\\").replace("\"", "\\\"");
                literal.append('"').append(element).append('"');
            }
        }
        return literal.append('}').toString();
    }

    private static String json(JsonParser row) throws IOException {
        StringWriter copy = new StringWriter();
        try (JsonGenerator generator = JsonRows.FACTORY.createGenerator(copy)) {
            generator.copyCurrentStructureExact(row);
        }
        return copy.toString();
    }

    private void append(@Nullable String value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
    }

    int length() {
        return text.length();
    }

    /** Returns the rows in UTF-8 and removes them. */
    byte[] take() {
        byte[] rows = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return rows;
    }
}
