package dev.chatrooms.bootstrap.database;

import dev.chatrooms.bootstrap.configuration.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Asks the running server itself: a setting of a role or database would win over all we gave. */
final class Durability {

    private static final List<String> NEEDED = List.of("fsync", "synchronous_commit", "full_page_writes");
    private static final int LIMIT_SECONDS = 30;
    private static final String WRONG_PASSWORD = "28P01";

    private Durability() {}

    /**
     * Connects as the owner and looks.
     *
     * @throws EmbeddedDatabaseException if an acknowledged commit could be lost, or if the server cannot be asked
     */
    static void verify(String url, Secret password, Path folder) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(Cluster.USER);
        source.setPassword(password.reveal());
        source.setLoginTimeout(LIMIT_SECONDS);
        source.setConnectTimeout(LIMIT_SECONDS);
        source.setSocketTimeout(LIMIT_SECONDS);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : NEEDED) {
                String value = show(statement, setting);
                if (!value.equals("on")) {
                    throw new EmbeddedDatabaseException(
                            "The database in " + folder + " would not be durable: " + setting + "=" + value + ".");
                }
            }
        } catch (SQLException failure) {
            if (WRONG_PASSWORD.equals(failure.getSQLState())) {
                throw new EmbeddedDatabaseException(
                        "The database in "
                                + folder
                                + " does not accept the password in postgres.password beside it: delete that file"
                                + " to have a new one made.",
                        failure);
            }
            throw new EmbeddedDatabaseException(
                    "The database in " + folder + " does not answer: " + failure.getMessage(), failure);
        }
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
            result.next();
            return result.getString(1);
        }
    }
}
