package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private static final List<String> USER_NAMESPACE = List.of("unshare", "-U");

    private final Path home;
    private final boolean asRoot;
    private final int majorVersion;

    private PostgresBinaries(Path home, boolean asRoot) {
        this.home = home;
        this.asRoot = asRoot;
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
        boolean asRoot = isRoot();
        if (asRoot) {
            checkNamespaces();
        }
        if (Files.isDirectory(home)) {
            try {
                return new PostgresBinaries(home, asRoot);
            } catch (EmbeddedDatabaseException broken) {
                // After a power failure the folder may exist with empty files.
                PrivateFiles.deleteFolder(home);
            }
        }
        archive.unpackTo(home);
        return new PostgresBinaries(home, asRoot);
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
     * namespace in which it is the user nobody and still owns its files.
     */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (asRoot) {
            command.addAll(USER_NAMESPACE);
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a program, waits until it exits and returns its output. */
    String run(Duration timeout, String input, String program, String... arguments) {
        return Program.run(command(program, arguments), input, timeout);
    }

    /** Sends a signal with {@code pg_ctl}, which works on every system. The JDK cannot send signals. */
    void signal(String signal, long pid) {
        run(TIMEOUT, "", "pg_ctl", "kill", signal, Long.toString(pid));
    }

    private static boolean isRoot() throws IOException {
        OptionalInt user = currentUser();
        return user.isPresent() && user.getAsInt() == 0;
    }

    /** Returns the numeric id of this process's user; empty on systems that do not show it. */
    static OptionalInt currentUser() throws IOException {
        return isLinux()
                ? OptionalInt.of((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                : OptionalInt.empty();
    }

    private static void checkNamespaces() {
        try {
            Program.run(
                    Stream.concat(USER_NAMESPACE.stream(), Stream.of("true")).toList(), "", TIMEOUT);
        } catch (EmbeddedDatabaseException refused) {
            throw new EmbeddedDatabaseException(
                    "PostgreSQL refuses to run as root, and this system does not permit user namespaces: start"
                            + " Chatrooms as another user or set CHATROOMS_DATABASE_URL.",
                    refused);
        }
    }

    static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }
}
