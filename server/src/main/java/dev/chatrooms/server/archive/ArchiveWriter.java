package dev.chatrooms.server.archive;

import dev.chatrooms.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the folder of an export under a temporary name. {@link #publish} makes all of it durable and gives it its
 * name, so that a folder of that name is a whole export. A folder that exists, and is empty, is filled where it is,
 * since it may be the root of a file system, which cannot be replaced; it is a whole export when it has its manifest.
 * Only the current user can read the files: they have password hashes.
 */
final class ArchiveWriter implements AutoCloseable {
    private static final String DRAFT = Manifest.FILE + ".partial";

    private final Path target;
    /** The target itself if it existed. */
    private final Path folder;

    private final List<Manifest.Part> parts = new ArrayList<>();
    private boolean published;

    private ArchiveWriter(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    /** Creates the temporary folder beside the target, which must not exist, or be empty and is used then. */
    static ArchiveWriter create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null) {
            throw new ArchiveException("the folder " + target + " cannot be the folder of an export");
        }
        boolean exists = Files.exists(absolute);
        Path folder = exists ? absolute : absolute.resolveSibling(name + ".partial");
        if (exists ? Files.exists(absolute.resolve(DRAFT)) : Files.exists(folder)) {
            throw new ArchiveException("the folder " + folder
                    + " was left by an export that did not finish, or one is running; remove it first");
        }
        if (exists && !isEmptyFolder(absolute)) {
            throw new ArchiveException("the folder " + target + " is not empty; an export needs a new folder");
        }
        if (!exists) {
            Files.createDirectories(parent);
            Files.createDirectory(folder, attributes(folder, "rwx------"));
        }
        // Also shows at once whether the folder can be written to.
        Files.createFile(folder.resolve(DRAFT), attributes(folder, "rw-------"));
        return new ArchiveWriter(absolute, folder);
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static FileChannel open(Path file) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return FileChannel.open(file, options, attributes(file, "rw-------"));
    }

    /** Writes the lines of a part. */
    interface Lines {
        void writeTo(PartWriter part);
    }

    /** Writes a part, in the place of an earlier one of this name. */
    void part(String name, String table, boolean changed, ProgressListener progress, Lines lines) throws IOException {
        parts.removeIf(part -> part.name().equals(name));
        Path file = folder.resolve(name + ".ndjson");
        try (PartWriter part = new PartWriter(open(file), name, table, changed, progress)) {
            lines.writeTo(part);
            parts.add(part.finish());
        }
    }

    Path part(String name) {
        return folder.resolve(name + ".ndjson");
    }

    List<Manifest.Part> parts() {
        return parts;
    }

    /** Returns the size of all copied contents together. */
    long contentBytes() throws IOException {
        Path files = ArchiveReader.contents(folder);
        if (!Files.exists(files)) {
            return 0;
        }
        long bytes = 0;
        try (Stream<Path> all = Files.walk(files)) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(path);
            }
        }
        return bytes;
    }

    boolean hasContent(String hash) {
        return Files.exists(content(hash));
    }

    private Path content(String hash) {
        return ArchiveReader.content(folder, hash);
    }

    /** Copies a content and returns whether it has this hash; otherwise nothing is kept of it. */
    boolean copyContent(String hash, InputStream in) throws IOException {
        Path file = content(hash);
        Path draft = file.resolveSibling(hash + ".new");
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (FileChannel channel = open(draft);
                OutputStream out = Channels.newOutputStream(channel)) {
            if (!Hashes.copy(in, out).equals(hash)) {
                return false;
            }
            channel.force(true);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Writes the manifest and publishes the folder. */
    void publish(Manifest manifest) throws IOException {
        byte[] bytes = Json.encode(manifest);
        write(folder.resolve(DRAFT), bytes);
        write(
                folder.resolve(Manifest.CHECK_FILE),
                Manifest.check(Hashes.of(bytes)).getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.filter(Files::isDirectory)::iterator) {
                force(path);
            }
        }
        Files.move(folder.resolve(DRAFT), folder.resolve(Manifest.FILE), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        if (!folder.equals(target)) {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            Path parent = target.getParent();
            if (parent != null) {
                force(parent);
            }
        }
        published = true;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = open(file)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Removes what was written unless it was published. */
    @Override
    public void close() throws IOException {
        if (!published) {
            boolean keep = folder.equals(target);
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    if (!(keep && visited.equals(folder))) {
                        Files.delete(visited);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
