package dev.chatrooms.persistence.sql;

import java.util.regex.Pattern;

/** The name of the schema that contains the chat's tables. Upper and lower case differ, as in a quoted identifier. */
public record SchemaName(String value) {
    /** Needs no escapes, in an identifier and in a text. */
    private static final Pattern VALID = Pattern.compile("(?!pg_)[A-Za-z_][A-Za-z0-9_]{0,62}");

    /** @throws IllegalArgumentException if the name is not valid */
    public SchemaName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a schema's name must consist of 1 to 63 letters, digits and underscores,"
                            + " and must not begin with a digit or pg_");
        }
    }

    /** Returns the name as an identifier of SQL. */
    public String quoted() {
        return '"' + value + '"';
    }

    /** Returns a search path in which no schema precedes this one, not even that of temporary tables. */
    public String searchPath() {
        return quoted() + ", pg_temp";
    }
}
