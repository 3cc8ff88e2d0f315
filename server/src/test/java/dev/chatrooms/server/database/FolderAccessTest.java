package dev.chatrooms.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderAccessTest {

    private static final int ROOT = 0;

    @TempDir
    private Path folder;

    private int owner;

    @BeforeEach
    void readOwner() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
        owner = (Integer) Files.getAttribute(folder, "unix:uid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "postgres", "postgres.password"})
    void checkOwnerShouldRefuseAndNameOwnerWhenContentBelongsToAnotherUser(String name) throws Exception {
        Files.createFile(folder.resolve(name));

        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> FolderAccess.checkOwner(folder, owner + 1))
                .withMessageContaining(folder.toRealPath().toString())
                .withMessageContaining("belongs to the user "
                        + Files.getOwner(folder.resolve(name)).getName() + ":");
        assertThatCode(() -> FolderAccess.checkOwner(folder, owner)).doesNotThrowAnyException();
    }

    @Test
    void checkOwnerShouldAcceptFolderOfAnotherUserWhenItHasNoDatabase() {
        assertThatCode(() -> FolderAccess.checkOwner(folder, owner + 1)).doesNotThrowAnyException();
    }

    @Test
    void startShouldRefuseBeforeItWritesWhenRootUsesFolderOfAnotherUser() throws Exception {
        assumeTrue(owner == ROOT);
        Files.setAttribute(folder, "unix:uid", 12_345);

        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> EmbeddedDatabase.start(folder).close())
                .withMessageContaining("belongs to the user 12345:");
        try (Stream<Path> content = Files.list(folder)) {
            assertThat(content).isEmpty();
        }
    }
}
