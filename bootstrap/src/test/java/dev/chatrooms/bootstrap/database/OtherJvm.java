package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A second JVM that opens a data folder and commits rows until it is killed. */
final class OtherJvm {

    private OtherJvm() {}

    static Process start(Path dataFolder) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherJvm.class.getName(),
                        dataFolder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Prints each committed row on a line, or the reason why the folder cannot be opened. */
    public static void main(String... arguments) throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
                Connection connection = Session.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists number (value int primary key)");
            for (int value = 1; value <= 1_000_000; value++) {
                statement.execute("insert into number values (" + value + ")");
                System.out.println(value);
            }
        } catch (EmbeddedDatabaseException refused) {
            System.out.println(refused.getMessage());
            System.exit(1);
        }
    }
}
