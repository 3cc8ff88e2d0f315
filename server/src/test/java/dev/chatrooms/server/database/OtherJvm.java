package dev.chatrooms.server.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A second JVM that opens a data folder and commits rows until it is killed. */
final class OtherJvm {

    private OtherJvm() {}

    static Process start(Path dataFolder) throws IOException {
        return command(List.of(), dataFolder).start();
    }

    /**
     * Returns a JVM to be started.
     *
     * @param wrapper a program with arguments that starts the JVM; may be empty
     */
    static ProcessBuilder command(List<String> wrapper, Path dataFolder) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherJvm.class.getName(),
                dataFolder.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
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
