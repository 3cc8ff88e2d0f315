package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A JVM beside that of the tests, which opens a data folder and commits rows until killed. */
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

    /** Prints a line for each row, once it is committed, or the reason why the folder is refused. */
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
