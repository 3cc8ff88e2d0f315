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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs, unpacked into a folder that only the holder of the data folder's lock writes to: shared by
 * nobody, so that no other user can put a program in their place.
 */
final class PostgresBinaries {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private static final List<String> NOBODY = List.of("unshare", "-U");

    private final Path home;
    private final boolean asRoot;
    private final int majorVersion;

    private PostgresBinaries(Path home, boolean asRoot) {
        this.home = home;
        this.asRoot = asRoot;
        String version = run(LIMIT, "", "postgres", "--version");
        Matcher major = MAJOR.matcher(version);
        if (!major.find()) {
            throw new EmbeddedDatabaseException("PostgreSQL does not tell its version: " + version);
        }
        this.majorVersion = Integer.parseInt(major.group(1));
    }

    /** Unpacks what this version of Chatrooms brings, unless it is there and runs. */
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
                // Unpacked just before a power failure, it may be there with nothing in it.
                PrivateFiles.deleteFolder(home);
            }
        }
        archive.unpackTo(home);
        return new PostgresBinaries(home, asRoot);
    }

    /**
     * Deletes what other versions of Chatrooms have unpacked here, 60 MB each. None of their servers may be running any
     * more. What cannot be deleted now is left to the next start.
     */
    void deleteOthers() {
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(home.resolveSibling("."), "postgres-*")) {
            for (Path each : unpacked) {
                if (!each.getFileName().equals(home.getFileName())) {
                    PrivateFiles.deleteFolder(each);
                }
            }
        } catch (IOException | DirectoryIteratorException failure) {
            LOG.debug("Programs of another version stay beside {}", home, failure);
        }
    }

    int majorVersion() {
        return majorVersion;
    }

    /**
     * The command line of a program. PostgreSQL refuses root, so as root it gets a user namespace of its own, in which
     * it is nobody and still owns its files.
     */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (asRoot) {
            command.addAll(NOBODY);
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a program to its end and returns what it printed. */
    String run(Duration limit, String input, String program, String... arguments) {
        return Program.run(command(program, arguments), input, limit);
    }

    /** Sends a signal, which the JDK cannot do; {@code pg_ctl} does on every system. */
    void signal(String signal, long pid) {
        run(LIMIT, "", "pg_ctl", "kill", signal, Long.toString(pid));
    }

    private static boolean isRoot() throws IOException {
        return isLinux()
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void checkNamespaces() {
        try {
            Program.run(Stream.concat(NOBODY.stream(), Stream.of("true")).toList(), "", LIMIT);
        } catch (EmbeddedDatabaseException refused) {
            throw new EmbeddedDatabaseException(
                    "PostgreSQL does not run as root, and this system grants no user namespace instead:"
                            + " start Chatrooms as another user or set CHATROOMS_DATABASE_URL.",
                    refused);
        }
    }

    static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }
}
