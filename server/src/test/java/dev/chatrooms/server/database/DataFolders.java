package dev.chatrooms.server.database;

import dev.chatrooms.server.TestKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Creates data folders for tests by copying a template, because unpacking PostgreSQL and creating a database takes
 * longer than most tests. The programs are hard links, because no test writes to them. Tests of unpacking and creation
 * start with a folder of their own.
 */
public final class DataFolders {

    private static final Path PROGRAMS = Path.of("postgres-binaries");
    private static final Path TEMPLATE = createTemplate();

    private DataFolders() {}

    /** Creates a folder with an empty database that was stopped in order, and with a key for tokens. */
    public static Path used(Path folder) {
        copy(TEMPLATE, folder);
        return folder;
    }

    /** Creates a folder that contains only the unpacked programs. */
    static Path unused(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        copy(TEMPLATE.resolve(PROGRAMS), folder.resolve(PROGRAMS));
        return folder;
    }

    private static Path createTemplate() {
        try {
            Path template = Files.createTempDirectory("chatrooms-template");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(template)));
            EmbeddedDatabase.start(template).close();
            return TestKey.in(template);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes)
                        throws IOException {
                    Path copy = to.resolve(from.relativize(source));
                    if (!Files.isDirectory(copy)) {
                        Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                    Path copy = to.resolve(from.relativize(source));
                    if (attributes.isSymbolicLink()) {
                        Files.createSymbolicLink(copy, Files.readSymbolicLink(source));
                    } else if (TEMPLATE.relativize(source).startsWith(PROGRAMS)) {
                        Files.createLink(copy, source);
                    } else {
                        Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            PrivateFiles.deleteFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
