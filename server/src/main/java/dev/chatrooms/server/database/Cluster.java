package dev.chatrooms.server.database;

import dev.chatrooms.server.configuration.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/** The database cluster: {@code postgres} and {@code postgres.password} in the data folder. */
final class Cluster {

    static final String USER = "postgres";
    private static final String PASSWORD_FILE = "postgres.password";

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int PASSWORD_BYTES = 32;

    /**
     * More iterations protect weak passwords, but this password is random. They would only delay the first connection
     * after each start. The running server uses the default number.
     */
    private static final String SCRAM_ITERATIONS = "scram_iterations=1";

    /** Written at every start, because an edited or older file could allow access without a password. */
    private static final String ACCESS_RULES = """
      # Chatrooms overwrites this file at every start.
      host all all 127.0.0.1/32 scram-sha-256
      """;

    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path passwordFile;

    Cluster(PostgresBinaries binaries, Path dataFolder) {
        this.binaries = binaries;
        this.folder = folderIn(dataFolder);
        this.passwordFile = dataFolder.resolve(PASSWORD_FILE);
    }

    Path folder() {
        return folder;
    }

    static Path folderIn(Path dataFolder) {
        return dataFolder.resolve("postgres");
    }

    /**
     * Creates the cluster if it does not exist, and checks its version otherwise.
     *
     * @throws EmbeddedDatabaseException if the folder holds a cluster of another version or something else
     */
    void prepare() throws IOException {
        if (Files.isDirectory(folder) && !PrivateFiles.isEmpty(folder)) {
            checkVersion();
        } else {
            // Replaces an existing password file, whose password may have been chosen by a person.
            PrivateFiles.write(passwordFile, newPassword() + "\n");
            create();
        }
    }

    /**
     * Restricts access to the owner of the files and returns the password, which is replaced if its file is missing. No
     * server may be running.
     */
    Secret secureAccess() throws IOException {
        if (!Files.exists(passwordFile)) {
            replacePassword();
        }
        PrivateFiles.restrict(passwordFile);
        PrivateFiles.write(folder.resolve("pg_hba.conf"), ACCESS_RULES);
        return password(passwordFile);
    }

    /** Returns the password of the cluster in a data folder, in which a server is running. */
    static Secret passwordIn(Path dataFolder) throws IOException {
        return password(dataFolder.resolve(PASSWORD_FILE));
    }

    private static Secret password(Path passwordFile) throws IOException {
        String password = Files.readString(passwordFile).strip();
        if (password.isEmpty()) {
            throw new EmbeddedDatabaseException(
                    "The file " + passwordFile + " is empty. Delete it to generate a new password.");
        }
        return new Secret(password);
    }

    /** Creates the cluster under a temporary name, because a crash must not leave an incomplete one behind. */
    private void create() throws IOException {
        Path draft = folder.resolveSibling("postgres.new");
        PrivateFiles.deleteFolder(draft);
        // The built-in provider sorts identically on every system and after every upgrade. Full text search
        // classifies characters by the C library's locale, and C.UTF-8 does not exist on every system.
        String libraryLocale = PostgresBinaries.isLinux() ? "C.UTF-8" : "C";
        binaries.createDatabase(
                TIMEOUT,
                "--pgdata=" + draft,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--set",
                SCRAM_ITERATIONS,
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=" + libraryLocale,
                // They are a shell command, which cannot contain a path with a newline.
                "--no-instructions");
        Files.deleteIfExists(folder);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        Path file = folder.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new EmbeddedDatabaseException(
                    "The folder " + folder + " contains files that are not a PostgreSQL database.");
        }
        String found = Files.readString(file).strip();
        if (!found.equals(Integer.toString(binaries.majorVersion()))) {
            throw new EmbeddedDatabaseException("The database in "
                    + folder
                    + " was created by PostgreSQL "
                    + found
                    + ", but this version of Chatrooms includes PostgreSQL "
                    + binaries.majorVersion()
                    + ": export the data with the version of Chatrooms that created it, and import it into a new data"
                    + " folder with this version.");
        }
    }

    /**
     * Sets a new password in single-user mode, which requires none. The file is written last: if it is missing, the
     * next start repeats this.
     */
    private void replacePassword() throws IOException {
        String password = newPassword();
        binaries.runSingleUser(
                TIMEOUT,
                "ALTER ROLE " + USER + " PASSWORD '" + password + "'\n",
                "-D",
                folder.toString(),
                "-c",
                "password_encryption=scram-sha-256",
                "-c",
                SCRAM_ITERATIONS,
                "-c",
                "log_min_error_statement=panic",
                "postgres");
        PrivateFiles.write(passwordFile, password + "\n");
    }

    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
