package dev.chatrooms.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Wraps a DataSource and counts the blocks of tables and indexes that its transactions read, from cache or disk. */
final class BlockCounter {
    /** Also has the counts reset after the commit. */
    private static final String BLOCKS = """
            select sum(pg_stat_get_xact_blocks_fetched(oid)), pg_stat_force_next_flush()
            from pg_class
            where relkind in ('r', 'i', 't') and relnamespace = cast('public' as regnamespace)
            """;

    private final AtomicLong blocks = new AtomicLong();
    private final DataSource source;

    BlockCounter(DataSource source) {
        this.source = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object result = invoke(source, method, arguments);
                    return result instanceof Connection connection ? counting(connection) : result;
                });
    }

    private Connection counting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        count(connection);
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private void count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BLOCKS)) {
            rows.next();
            blocks.addAndGet(rows.getLong(1));
        }
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    DataSource source() {
        return source;
    }

    /** Returns the blocks since the last call. */
    long take() {
        return blocks.getAndSet(0);
    }
}
