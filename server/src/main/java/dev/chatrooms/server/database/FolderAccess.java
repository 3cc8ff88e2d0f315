package dev.chatrooms.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks who owns the data folder, and narrows the permissions that PostgreSQL refuses. */
final class FolderAccess {

    private static final Logger LOG = LoggerFactory.getLogger(FolderAccess.class);

    /** The content that one user creates and that no other user can use. */
    private static final List<String> OWNED_CONTENT = List.of("lock", "postgres", "postgres.password");

    /** The widest permissions with which PostgreSQL starts. */
    private static final Set<PosixFilePermission> WIDEST = PosixFilePermissions.fromString("rwxr-x---");

    private static final int ROOT = 0;

    private FolderAccess() {}

    /**
     * Refuses a data folder of another user. Root could write to it, but would leave files that the owner cannot use.
     * Another user may write to a folder that is shared on purpose, for example a mounted volume, but not to another
     * user's database. Systems without numeric user ids are not checked.
     *
     * @param user the numeric id of this process's user
     * @throws EmbeddedDatabaseException if the folder belongs to another user; nothing has been written
     */
    static void checkOwner(Path dataFolder, int user) throws IOException {
        if (user == ROOT) {
            checkOwner(dataFolder, dataFolder, user);
        }
        for (String name : OWNED_CONTENT) {
            checkOwner(dataFolder, dataFolder.resolve(name), user);
        }
    }

    private static void checkOwner(Path dataFolder, Path file, int user) throws IOException {
        if (Files.exists(file) && !Files.getAttribute(file, "unix:uid").equals(user)) {
            String owner = Files.getOwner(file).getName();
            throw new EmbeddedDatabaseException("The data folder " + dataFolder.toRealPath() + " belongs to the user "
                    + owner + ": run Chatrooms as that user, or change the owner of the folder and its content.");
        }
    }

    /** Takes the permissions beyond 0750 from a folder of this process's user. PostgreSQL refuses wider ones. */
    static void narrow(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || !PrivateFiles.supportsPosix(folder)) {
            return;
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(folder);
        Set<PosixFilePermission> narrowed = new HashSet<>(found);
        narrowed.retainAll(WIDEST);
        if (!narrowed.equals(found)) {
            Files.setPosixFilePermissions(folder, narrowed);
            LOG.warn(
                    "The permissions of {} were {}, which PostgreSQL refuses; they have been set back to {}",
                    folder,
                    PosixFilePermissions.toString(found),
                    PosixFilePermissions.toString(narrowed));
        }
    }
}
