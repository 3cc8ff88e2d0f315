package dev.chatrooms.server.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * PostgreSQL's programs at a path that a shell takes literally. {@code initdb} resolves symbolic links in its own path,
 * and starts {@code postgres} next to it by a shell command that has the path in double quotes, unescaped. If the path
 * contains characters that are special there, the two programs are copied to a private temporary folder, with links to
 * everything else. All other paths reach PostgreSQL as arguments or variables, where no character is special.
 */
final class ShellSafePrograms implements AutoCloseable {

    private static final Pattern SPECIAL = Pattern.compile("[$`\"\\\\]");
    private static final Path PROGRAMS = Path.of("bin");
    private static final List<String> COPIED = List.of("initdb", "postgres");
    private static final List<String> LINKED = List.of("lib", "share");

    private final Path home;
    private final boolean temporary;

    private ShellSafePrograms(Path home, boolean temporary) {
        this.home = home;
        this.temporary = temporary;
    }

    static ShellSafePrograms of(Path home) throws IOException {
        if (isSafe(home)) {
            return new ShellSafePrograms(home, false);
        }
        ShellSafePrograms copy = new ShellSafePrograms(
                Files.createTempDirectory("chatrooms-initdb").toRealPath(), true);
        boolean complete = false;
        try {
            copy.fill(home);
            complete = true;
            return copy;
        } finally {
            if (!complete) {
                copy.close();
            }
        }
    }

    Path home() {
        return home;
    }

    private void fill(Path original) throws IOException {
        if (!isSafe(home)) {
            throw new EmbeddedDatabaseException("PostgreSQL cannot create a database with the programs in "
                    + original
                    + ", because this path contains one of $ ` \" \\ and so does the path of the temporary folder:"
                    + " start with -Djava.io.tmpdir set to another folder.");
        }
        Files.createDirectory(home.resolve(PROGRAMS));
        for (String program : COPIED) {
            Path file = PROGRAMS.resolve(program);
            Files.copy(original.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String folder : LINKED) {
            Files.createSymbolicLink(home.resolve(folder), original.resolve(folder));
        }
    }

    private static boolean isSafe(Path path) {
        return File.separatorChar == '\\' || !SPECIAL.matcher(path.toString()).find();
    }

    /** Deletes the copies, if there are any. */
    @Override
    public void close() throws IOException {
        if (temporary) {
            PrivateFiles.deleteFolder(home);
        }
    }
}
