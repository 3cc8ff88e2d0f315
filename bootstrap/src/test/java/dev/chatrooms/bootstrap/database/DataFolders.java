package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Data folders for tests, copied from one that the product has made and used: to unpack PostgreSQL and to make a
 * database takes longer than most tests. The programs are linked, as nobody writes to them; tests of what makes them
 * begin with a folder of their own.
 */
public final class DataFolders {

    private static final Path PROGRAMS = Path.of("postgres-binaries");
    private static final Path TEMPLATE = makeTemplate();

    private DataFolders() {}

    /** Makes the folder as an orderly stop leaves it, with an empty database in it. */
    public static Path used(Path folder) {
        copy(TEMPLATE, folder);
        return folder;
    }

    /** Makes the folder with nothing but unpacked programs in it. */
    static Path unused(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        copy(TEMPLATE.resolve(PROGRAMS), folder.resolve(PROGRAMS));
        return folder;
    }

    private static Path makeTemplate() {
        try {
            Path template = Files.createTempDirectory("chatrooms-template");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(template)));
            EmbeddedDatabase.start(template).close();
            return template;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes) throws IOException {
                    Path copy = to.resolve(from.relativize(one));
                    if (!Files.isDirectory(copy)) {
                        Files.copy(one, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path one, BasicFileAttributes attributes) throws IOException {
                    Path copy = to.resolve(from.relativize(one));
                    if (attributes.isSymbolicLink()) {
                        Files.createSymbolicLink(copy, Files.readSymbolicLink(one));
                    } else if (TEMPLATE.relativize(one).startsWith(PROGRAMS)) {
                        Files.createLink(copy, one);
                    } else {
                        Files.copy(one, copy, StandardCopyOption.COPY_ATTRIBUTES);
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
