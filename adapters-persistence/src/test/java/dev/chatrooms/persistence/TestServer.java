package dev.chatrooms.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A PostgreSQL server shared by all test classes of a JVM, with databases copied from a migrated template. The
 * environment is hostile on purpose: the machine's time zone, the sessions' and UTC all differ, and the default
 * collation is that of a language.
 */
final class TestServer {
    private static final String TEMPLATE = "template_chatrooms";
    private static final TestServer SHARED = new TestServer();

    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();
    private final Queue<String> returnedDatabases = new ConcurrentLinkedQueue<>();

    private TestServer() {
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        try {
            this.postgres = EmbeddedPostgres.builder()
                    .setLocaleConfig("locale-provider", "icu")
                    .setLocaleConfig("icu-locale", "de-DE")
                    .setServerConfig("max_connections", "200")
                    // Otherwise plans would depend on whether a test takes longer than a minute.
                    .setServerConfig("autovacuum", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("postgres", "create database " + TEMPLATE);
        Schema.migrate(postgres.getDatabase("postgres", TEMPLATE));
    }

    static TestServer shared() {
        return SHARED;
    }

    /** Creates a database with the tables of the chat. */
    String migratedDatabase() {
        return create(TEMPLATE);
    }

    /** Lends a database with the tables of the chat, created or returned by another test class. */
    String borrowDatabase() {
        String returned = returnedDatabases.poll();
        return returned == null ? migratedDatabase() : returned;
    }

    /** Takes back a borrowed database that no connection uses any more. */
    void returnDatabase(String database) {
        // Deleted rows would slow down the tests of the next class.
        execute(database, forAllTables("""
                set local session_replication_role = replica;
                execute 'truncate ' || array_to_string(tables, ', ')"""));
        returnedDatabases.add(database);
    }

    /** Empties all tables. Triggers are off, so foreign keys impose no order. Ten times as fast as to truncate them. */
    void empty(String database) {
        execute(database, forAllTables("""
                set local session_replication_role = replica;
                foreach name in array tables loop
                    execute 'delete from ' || name;
                end loop"""));
    }

    private static String forAllTables(String statements) {
        return """
                do $$
                declare
                    name text;
                    tables text[] := array(select quote_ident(tablename)
                                           from pg_tables
                                           where schemaname = 'public'
                                             and tablename not in ('log_head', 'configuration_version',
                                                                 'chatrooms_schema_history'));
                begin
                    %s;
                    update log_head set position = 0;
                    update configuration_version set version = 0;
                end $$
                """.formatted(statements);
    }

    /** Creates an empty database. */
    String emptyDatabase() {
        return create("template1");
    }

    /** Drops a database that no connection uses any more. */
    void drop(String database) {
        execute("postgres", "drop database " + database);
    }

    private String create(String template) {
        String name = "test_" + databases.incrementAndGet();
        execute("postgres", "create database " + name + " template " + template);
        return name;
    }

    String url(String database) {
        return postgres.getJdbcUrl("postgres", database);
    }

    /** Returns a proxy in front of this server. */
    DatabaseProxy proxy() {
        return new DatabaseProxy(postgres.getPort());
    }

    /** Returns the URL of a database behind a proxy. */
    String url(String database, DatabaseProxy proxy) {
        return url(database).replace(":" + postgres.getPort() + "/", ":" + proxy.port() + "/");
    }

    DataSource plain(String database) {
        return postgres.getDatabase("postgres", database);
    }

    /** Returns the first column of all rows, as text. */
    List<String> column(String database, String query) {
        List<String> values = new ArrayList<>();
        try (Connection connection = plain(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    void execute(String database, String sql) {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a pool like that of a host, without settings of the chat. */
    HikariDataSource hostPool(String database) {
        return hostPool(database, url(database));
    }

    /** Creates a pool behind a proxy, with the limit on logging in that hosts are advised to set. */
    HikariDataSource hostPool(String database, DatabaseProxy proxy) {
        return hostPool(database, url(database, proxy) + "&loginTimeout=3");
    }

    private static HikariDataSource hostPool(String database, String url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("host-" + database);
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(16);
        // Long enough for a busy machine. No test waits for it in vain.
        config.setConnectionTimeout(60_000);
        config.setConnectionInitSql("set time zone 'Asia/Kathmandu'");
        return new HikariDataSource(config);
    }

    PostgresPool ownPool(String database) {
        return PostgresPool.open(new PostgresPool.Settings(url(database), null, null, 16));
    }

    PostgresPool ownPool(String database, DatabaseProxy proxy) {
        return PostgresPool.open(new PostgresPool.Settings(url(database, proxy), null, null, 16));
    }
}
