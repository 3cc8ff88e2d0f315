package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.files.disk.DiskFileStore;
import dev.chatrooms.files.s3.S3FileStore;
import dev.chatrooms.server.configuration.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoresTest {
    @TempDir
    private Path folder;

    private Configuration.Files configured(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("CHATROOMS_FILES_DIR", folder.resolve("files").toString());
        return Configuration.read(Map.of(), all).files();
    }

    @Test
    void folderShouldBeUsedUnlessABucketIsConfigured() {
        Closer closer = new Closer();

        assertThat(FileStores.open(configured(Map.of()), closer)).isInstanceOf(DiskFileStore.class);
        assertThat(folder.resolve("files")).isDirectory();
        closer.close();
    }

    @Test
    void bucketShouldBeUsedWithUploadsInTheFolder() {
        Closer closer = new Closer();
        Map<String, String> bucket = Map.of(
                "CHATROOMS_FILES_S3_URL", "https://s3.example.org/bucket/prefix?region=eu-central-1",
                "CHATROOMS_FILES_S3_ACCESS_KEY", "access",
                "CHATROOMS_FILES_S3_SECRET_KEY", "secret");

        assertThat(FileStores.open(configured(bucket), closer)).isInstanceOf(S3FileStore.class);
        assertThat(Files.isDirectory(folder.resolve("files").resolve("incoming")))
                .isTrue();
        closer.close();
    }

    @Test
    void startShouldFailWithOneSentenceWhenTheFolderCannotBeUsed() throws Exception {
        Files.writeString(folder.resolve("files"), "not a folder");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> FileStores.open(configured(Map.of()), new Closer()))
                .withMessage("Cannot use the folder for files %1$s (CHATROOMS_FILES_DIR): %1$s is not a folder."
                        .formatted(folder.resolve("files")));
    }
}
