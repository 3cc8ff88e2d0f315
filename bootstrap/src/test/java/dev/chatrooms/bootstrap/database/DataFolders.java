package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data folders for tests; they share what is unpacked, which takes longest. */
final class DataFolders {

    private DataFolders() {}

    static Path fresh(Path parent, Path binaries) throws IOException {
        Path folder = parent.resolve("data");
        PrivateFiles.createFolder(folder);
        Files.createSymbolicLink(folder.resolve("postgres-binaries"), binaries);
        return folder;
    }
}
