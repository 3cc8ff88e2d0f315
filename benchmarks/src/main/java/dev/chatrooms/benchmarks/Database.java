package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Direct access to the embedded PostgreSQL of a server's data folder. */
final class Database {
    private static final int PORT_LINE = 3;

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    Database(Path folder) {
        try {
            String port = Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .get(PORT_LINE)
                    .strip();
            source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
            source.setUser("postgres");
            source.setPassword(
                    Files.readString(folder.resolve("postgres.password")).strip());
            source.setPrepareThreshold(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PGSimpleDataSource source() {
        return source;
    }

    Connection connect() throws SQLException {
        return source.getConnection();
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the single number that a query selects. */
    long number(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
