package dev.chatrooms.persistence.sql;

import java.util.function.Supplier;

/** Allows bitmap scans for single statements. GIN indexes support only bitmap scans. */
public final class BitmapScans {
    private BitmapScans() {}

    /** Runs a statement with bitmap scans allowed. Sessions otherwise forbid them. */
    public static <T> T with(Sql sql, Supplier<T> statement) {
        sql.execute("set local enable_bitmapscan = on");
        T result = statement.get();
        sql.execute("set local enable_bitmapscan = off");
        return result;
    }
}
