package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.persistence.Schema;
import dev.chatrooms.server.archive.ArchiveException;
import dev.chatrooms.server.archive.ProgressListener;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.database.DataFolders;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an import checks, and in which order. */
@Timeout(300)
class ArchivesTest {
    @TempDir
    private Path folder;

    private static Configuration configuration(Path data) {
        return Configuration.read(Map.of(), Map.of("CHATROOMS_DATA_DIR", data.toString()));
    }

    private int load(Configuration configuration) {
        return Archives.load(configuration, folder.resolve("none"), ProgressListener.NONE);
    }

    private static int fill(DataSource database) {
        int before = Schema.version(database);
        Schema.migrate(database);
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("insert into configuration (name, value) values ('client.x', '1')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return before;
    }

    @Test
    void loadShouldRefuseADatabaseThatIsNotEmptyBeforeItReadsTheExport() {
        Configuration configuration = configuration(DataFolders.used(folder.resolve("data")));
        assertThatThrownBy(() -> load(configuration))
                .isInstanceOf(ArchiveException.class)
                .hasMessageStartingWith("the folder ")
                .hasMessageContaining("is not an export");
        assertThat(Databases.<Integer>use(configuration, ArchivesTest::fill))
                .as("version of the schema after a refused import")
                .isZero();

        assertThatThrownBy(() -> load(configuration))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("the database is not empty: the table configuration has rows");
    }

    @Test
    void loadShouldCreateNoDatabaseForWhatIsNoExport() {
        Path data = folder.resolve("new");

        assertThatThrownBy(() -> load(configuration(data)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("is not an export");

        assertThat(data).doesNotExist();
    }
}
