package dev.chatrooms.server.database;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs, unpacked into a private folder. Only the holder of the data folder's lock writes to it, so no
 * other user can replace a program.
 */
final class PostgresBinaries {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern MAJOR_VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final Path home;
    private final ProcessUser user;
    private final int majorVersion;

    private PostgresBinaries(Path home, ProcessUser user) {
        this.home = home;
        this.user = user;
        String version = run(TIMEOUT, "", "postgres", "--version");
        Matcher major = MAJOR_VERSION.matcher(version);
        if (!major.find()) {
            throw new EmbeddedDatabaseException("Unexpected version of PostgreSQL: " + version);
        }
        this.majorVersion = Integer.parseInt(major.group(1));
    }

    /** Unpacks the programs of this version of Chatrooms, unless the folder already has them and they run. */
    static PostgresBinaries in(Path folder) throws IOException {
        return in(folder, PostgresArchive.ofThisSystem());
    }

    static PostgresBinaries in(Path folder, PostgresArchive archive) throws IOException {
        PrivateFiles.createFolder(folder);
        Path home = folder.resolve(archive.name());
        ProcessUser user = ProcessUser.current();
        if (user.isRoot()) {
            UserNamespace.require("PostgreSQL refuses to run as root");
        }
        if (Files.isDirectory(home)) {
            try {
                return new PostgresBinaries(home, user);
            } catch (EmbeddedDatabaseException broken) {
                // After a power failure the folder may exist with empty files.
                PrivateFiles.deleteFolder(home);
            }
        }
        archive.unpackTo(home);
        return new PostgresBinaries(home, user);
    }

    /**
     * Deletes the programs of other versions of Chatrooms, 60 MB each. None of their servers may be running. Files that
     * cannot be deleted are left to the next start.
     */
    void deleteOtherVersions() {
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(home.resolveSibling("."), "postgres-*")) {
            for (Path each : unpacked) {
                if (!each.getFileName().equals(home.getFileName())) {
                    PrivateFiles.deleteFolder(each);
                }
            }
        } catch (IOException | DirectoryIteratorException failure) {
            LOG.debug("Cannot delete the programs of another version next to {}", home, failure);
        }
    }

    int majorVersion() {
        return majorVersion;
    }

    /**
     * Returns the command line of a program. PostgreSQL refuses to run as root. As root it therefore runs in a user
     * namespace.
     */
    List<String> command(String program, String... arguments) {
        List<String> command = commandIn(home, program, arguments);
        return user.isRoot() ? UserNamespace.command(command) : command;
    }

    private static List<String> commandIn(Path home, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a program, waits until it exits and returns its output. */
    String run(Duration timeout, String input, String program, String... arguments) {
        return Program.run(command(program, arguments), input, timeout);
    }

    /** Runs {@code initdb}. */
    void createDatabase(Duration timeout, String... arguments) throws IOException {
        try (ShellSafePrograms programs = ShellSafePrograms.of(home)) {
            runWithUserName(commandIn(programs.home(), "initdb", arguments), "", timeout);
        }
    }

    /** Runs statements in PostgreSQL's single-user mode, which requires no password. */
    void runSingleUser(Duration timeout, String statements, String... arguments) {
        List<String> command = commandIn(home, "postgres", "--single");
        command.addAll(List.of(arguments));
        runWithUserName(command, statements, timeout);
    }

    /**
     * Runs a program that looks up the name of its user, which the server does not. A user without a name runs it in a
     * user namespace.
     */
    private void runWithUserName(List<String> command, String input, Duration timeout) {
        if (!user.isRoot() && user.hasName()) {
            Program.run(command, input, timeout);
            return;
        }
        if (!user.hasName()) {
            UserNamespace.require("PostgreSQL cannot create a database for the user id "
                    + user.id().orElseThrow()
                    + ", which has no name in /etc/passwd");
        }
        Program.run(UserNamespace.command(command), input, timeout);
    }

    /** Sends a signal with {@code pg_ctl}, which works on every system. The JDK cannot send signals. */
    void signal(String signal, long pid) {
        run(TIMEOUT, "", "pg_ctl", "kill", signal, Long.toString(pid));
    }

    static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }
}
