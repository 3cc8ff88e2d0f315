package dev.chatrooms.server.database;

import dev.chatrooms.server.configuration.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Checks the running server's settings, because a setting of a role or a database overrides the command line. */
final class DurabilityCheck {

    private static final List<String> REQUIRED_ON = List.of("fsync", "synchronous_commit", "full_page_writes");
    private static final int TIMEOUT_SECONDS = 30;
    private static final String WRONG_PASSWORD = "28P01";

    private DurabilityCheck() {}

    /**
     * Connects as the owner and checks the settings.
     *
     * @throws EmbeddedDatabaseException if an acknowledged commit could be lost, or if the server does not respond
     */
    static void verify(String url, Secret password, Path folder) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(Cluster.USER);
        source.setPassword(password.reveal());
        source.setLoginTimeout(TIMEOUT_SECONDS);
        source.setConnectTimeout(TIMEOUT_SECONDS);
        source.setSocketTimeout(TIMEOUT_SECONDS);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : REQUIRED_ON) {
                String value = show(statement, setting);
                if (!value.equals("on")) {
                    throw new EmbeddedDatabaseException(
                            "The database in " + folder + " is not durable: " + setting + "=" + value + ".");
                }
            }
        } catch (SQLException failure) {
            if (WRONG_PASSWORD.equals(failure.getSQLState())) {
                throw new EmbeddedDatabaseException(
                        "The database in "
                                + folder
                                + " does not accept the password in postgres.password. Delete that file to generate"
                                + " a new password.",
                        failure);
            }
            throw new EmbeddedDatabaseException(
                    "The database in " + folder + " does not respond: " + failure.getMessage(), failure);
        }
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
            result.next();
            return result.getString(1);
        }
    }
}
