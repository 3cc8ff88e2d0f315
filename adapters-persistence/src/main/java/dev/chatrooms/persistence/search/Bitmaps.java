package dev.chatrooms.persistence.search;

import dev.chatrooms.persistence.sql.Sql;
import java.util.function.Supplier;

/** An inverted index can only be read by way of a bitmap, which no other statement may be. */
final class Bitmaps {
    private Bitmaps() {}

    static <T> T with(Sql sql, Supplier<T> statement) {
        sql.execute("set local enable_bitmapscan = on");
        T result = statement.get();
        sql.execute("set local enable_bitmapscan = off");
        return result;
    }
}
