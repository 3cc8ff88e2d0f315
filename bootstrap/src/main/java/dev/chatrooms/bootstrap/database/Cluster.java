package dev.chatrooms.bootstrap.database;

import dev.chatrooms.bootstrap.configuration.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/** The database's files: {@code postgres} and {@code postgres.password} in the data folder. */
final class Cluster {

    static final String USER = "postgres";

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int PASSWORD_BYTES = 32;

    /**
     * Rounds make guesses dear, and nobody guesses what is this random: all that they did was to keep the first
     * connection of each start waiting. The running server is told the usual number.
     */
    private static final String FEW_ROUNDS = "scram_iterations=1";

    /** Written at every start, so that no edit or older folder lets anybody in without a password. */
    private static final String ACCESS = """
      # Written by Chatrooms at every start: changes are lost.
      host all all 127.0.0.1/32 scram-sha-256
      """;

    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path passwordFile;

    Cluster(PostgresBinaries binaries, Path dataFolder) {
        this.binaries = binaries;
        this.folder = dataFolder.resolve("postgres");
        this.passwordFile = dataFolder.resolve("postgres.password");
    }

    Path folder() {
        return folder;
    }

    /**
     * Makes the files if there are none, and checks those there are.
     *
     * @throws EmbeddedDatabaseException if they belong to another version or to something else
     */
    void prepare() throws IOException {
        if (Files.isDirectory(folder) && !PrivateFiles.isEmpty(folder)) {
            checkVersion();
        } else {
            // Not one that is there already: it may be somebody's own, and easier to guess.
            PrivateFiles.write(passwordFile, newPassword() + "\n");
            create();
        }
    }

    /** The password; no server may be running, as a lost one is replaced. */
    Secret openForOwner() throws IOException {
        if (!Files.exists(passwordFile)) {
            replacePassword();
        }
        PrivateFiles.restrict(passwordFile);
        PrivateFiles.write(folder.resolve("pg_hba.conf"), ACCESS);
        String password = Files.readString(passwordFile).strip();
        if (password.isEmpty()) {
            throw new EmbeddedDatabaseException(
                    "The file " + passwordFile + " is empty: delete it to have a new password made.");
        }
        return new Secret(password);
    }

    /** Under another name first: a crash in the middle must not leave half a database behind. */
    private void create() throws IOException {
        Path draft = folder.resolveSibling("postgres.new");
        PrivateFiles.deleteFolder(draft);
        // The built-in provider sorts the same on every system and after its every upgrade. The C
        // library's C.UTF-8 beside it tells letters from signs for full text search; not all have it.
        String library = PostgresBinaries.isLinux() ? "C.UTF-8" : "C";
        binaries.run(
                LIMIT,
                "",
                "initdb",
                "--pgdata=" + draft,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--set",
                FEW_ROUNDS,
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=" + library);
        Files.deleteIfExists(folder);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        Path file = folder.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new EmbeddedDatabaseException(
                    "The folder " + folder + " holds something that is no PostgreSQL database.");
        }
        String found = Files.readString(file).strip();
        if (!found.equals(Integer.toString(binaries.majorVersion()))) {
            throw new EmbeddedDatabaseException("The database in "
                    + folder
                    + " was made by PostgreSQL "
                    + found
                    + ", but this Chatrooms brings PostgreSQL "
                    + binaries.majorVersion()
                    + ": export it with the Chatrooms that made it and import that into a new data"
                    + " folder with this one.");
        }
    }

    /** Single-user mode asks for no password. The file comes last: without it this is done again. */
    private void replacePassword() throws IOException {
        String password = newPassword();
        binaries.run(
                LIMIT,
                "ALTER ROLE " + USER + " PASSWORD '" + password + "'\n",
                "postgres",
                "--single",
                "-D",
                folder.toString(),
                "-c",
                "password_encryption=scram-sha-256",
                "-c",
                FEW_ROUNDS,
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
