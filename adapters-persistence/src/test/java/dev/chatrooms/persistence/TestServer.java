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
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One PostgreSQL for all test classes of a JVM, and a database of its own for each, copied from a migrated one. Nothing
 * is as a careless program would like it: the machine's time zone, the sessions' and UTC are all different, and the
 * default collation is a language's.
 */
final class TestServer {
    private static final String TEMPLATE = "template_chatrooms";
    private static final TestServer SHARED = new TestServer();

    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

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

    /** A new database with the chat's tables. */
    String aMigratedDatabase() {
        return create(TEMPLATE);
    }

    /** A new database with nothing in it. */
    String anEmptyDatabase() {
        return create("template1");
    }

    private String create(String template) {
        String name = "test_" + databases.incrementAndGet();
        execute("postgres", "create database " + name + " template " + template);
        return name;
    }

    String url(String database) {
        return postgres.getJdbcUrl("postgres", database);
    }

    DataSource plain(String database) {
        return postgres.getDatabase("postgres", database);
    }

    /** The first column of all rows, as text. */
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

    /** A host's pool, which knows nothing of the chat. */
    HikariDataSource aHostsPool(String database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("host-" + database);
        config.setJdbcUrl(url(database));
        config.setMaximumPoolSize(16);
        // What is waited for under load; no test has one wait in vain.
        config.setConnectionTimeout(60_000);
        config.setConnectionInitSql("set time zone 'Asia/Kathmandu'");
        return new HikariDataSource(config);
    }

    PostgresPool aPoolOfOurs(String database) {
        return PostgresPool.open(new PostgresPool.Settings(url(database), null, null, 16));
    }
}
