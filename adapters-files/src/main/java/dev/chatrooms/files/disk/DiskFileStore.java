package dev.chatrooms.files.disk;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.files.internal.Folders;
import dev.chatrooms.files.internal.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stores contents as files named by their key, in folders by its first two digits. An upload is written to a temporary
 * file, made durable and renamed, so that a content is whole or absent, whenever the process or the power fails.
 * Renaming replaces an equal content that is there already.
 *
 * <p>Nodes that share the folder need nothing else in common: every step is a single operation of the file system.
 */
public final class DiskFileStore implements FileStore {
    private static final String INCOMING = "incoming";

    private final Path folder;
    private final Spool spool;

    private DiskFileStore(Path folder, Spool spool) {
        this.folder = folder;
        this.spool = spool;
    }

    /**
     * Opens the store in a folder, which is created if it is missing.
     *
     * @throws StoreUnavailable if the folder cannot be created
     */
    public static DiskFileStore open(Path folder) {
        try {
            Folders.create(folder);
            return new DiskFileStore(folder, new Spool(folder.resolve(INCOMING)));
        } catch (IOException e) {
            throw new StoreUnavailable("the folder of the file store cannot be created", e);
        }
    }

    @Override
    public Upload begin() {
        return spool.begin(this::publish);
    }

    private void publish(Path file, FileChannel channel, ContentKey key) throws IOException {
        channel.force(true);
        Path target = path(key);
        Path parent = parent(target);
        if (!Files.isDirectory(parent)) {
            Folders.create(parent);
            Folders.force(folder);
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        Folders.force(parent);
    }

    @Override
    public Optional<InputStream> open(ContentKey content, long offset, long length) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path(content), StandardOpenOption.READ);
            channel.position(Math.min(offset, channel.size()));
            return Optional.of(BoundedInputStream.builder()
                    .setInputStream(Channels.newInputStream(channel))
                    .setMaxCount(length)
                    .get());
        } catch (NoSuchFileException e) {
            return absent(e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw spool.space().failure(e);
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The failure before it is thrown.
        }
    }

    @Override
    public Optional<StoredContent> find(ContentKey content) {
        try {
            return Optional.of(described(content));
        } catch (NoSuchFileException e) {
            return absent(e);
        } catch (IOException e) {
            throw spool.space().failure(e);
        }
    }

    private StoredContent described(ContentKey content) throws IOException {
        BasicFileAttributes file = Files.readAttributes(path(content), BasicFileAttributes.class);
        return new StoredContent(content, file.size(), file.lastModifiedTime().toInstant());
    }

    /** A missing file is an absent content, unless the whole folder is missing, for example a share. */
    private <T> Optional<T> absent(NoSuchFileException cause) {
        if (!Files.isDirectory(folder)) {
            throw new StoreUnavailable("the folder of the file store is missing", cause);
        }
        return Optional.empty();
    }

    @Override
    public boolean delete(ContentKey content) {
        try {
            return Files.deleteIfExists(path(content));
        } catch (IOException e) {
            throw spool.space().failure(e);
        }
    }

    @Override
    public List<StoredContent> list(@Nullable ContentKey after, int limit) {
        try {
            List<ContentKey> keys = new Listing(folder).after(after, limit);
            List<StoredContent> page = present(keys);
            while (page.isEmpty() && !keys.isEmpty()) {
                // All of them have been deleted meanwhile. An empty page would mean the end.
                keys = new Listing(folder).after(keys.get(keys.size() - 1), limit);
                page = present(keys);
            }
            return page;
        } catch (IOException e) {
            throw spool.space().failure(e);
        }
    }

    private List<StoredContent> present(List<ContentKey> keys) {
        return keys.stream().flatMap(key -> find(key).stream()).toList();
    }

    @Override
    public int removeAbandoned(Instant idleSince) {
        return spool.removeAbandoned(idleSince);
    }

    private Path path(ContentKey content) {
        return folder.resolve(Listing.prefix(content)).resolve(content.value());
    }

    private static Path parent(Path file) {
        return file.resolveSibling("").toAbsolutePath();
    }
}
