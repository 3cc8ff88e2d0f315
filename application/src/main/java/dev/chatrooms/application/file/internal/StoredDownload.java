package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.file.FileDownload;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A content of the store under the name of its file. */
final class StoredDownload implements FileDownload {
    private final FileStore store;
    private final FileThreads threads;
    private final UploadedFile file;
    private final ContentKey content;
    private final long size;
    private final MediaType type;

    private StoredDownload(
            FileStore store, FileThreads threads, UploadedFile file, ContentKey content, long size, MediaType type) {
        this.store = store;
        this.threads = threads;
        this.file = file;
        this.content = content;
        this.size = size;
        this.type = type;
    }

    static StoredDownload of(FileStore store, FileThreads threads, UploadedFile file) {
        return new StoredDownload(store, threads, file, file.content(), file.size(), file.type());
    }

    static StoredDownload of(FileStore store, FileThreads threads, UploadedFile file, Thumbnail thumbnail) {
        return new StoredDownload(store, threads, file, thumbnail.content(), thumbnail.size(), thumbnail.type());
    }

    @Override
    public FileName name() {
        return file.name();
    }

    @Override
    public MediaType type() {
        return type;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ContentHash hash() {
        return file.content().hash();
    }

    @Override
    public CompletableFuture<Content> open(long offset, long length) {
        try {
            return new OpenContent(threads).open(() -> opened(offset, length));
        } catch (ChatException tooMany) {
            return CompletableFuture.failedFuture(tooMany);
        }
    }

    @Override
    public InputStream stream() {
        try {
            return opened(0, size);
        } catch (StoreUnavailable e) {
            throw Store.unavailable(e);
        }
    }

    private InputStream opened(long offset, long length) {
        return store.open(content, offset, length).orElseThrow(() -> ChatException.notFound("file"));
    }

    private static final class OpenContent implements Content {
        private final FileThreads threads;
        private final Runnable place;
        private final StoreWork work;
        /** What is read; empty before it is opened. Used by the tasks only. */
        private InputStream bytes = InputStream.nullInputStream();

        /** @throws ChatException {@code unavailable} if there are too many downloads */
        OpenContent(FileThreads threads) {
            this.threads = threads;
            this.place = threads.downloads().take();
            this.work = new StoreWork(this::closeBytes);
        }

        CompletableFuture<Content> open(Supplier<InputStream> opening) {
            return work.<Content>run(threads.opening(), () -> {
                        bytes = opening.get();
                        return this;
                    })
                    .whenComplete((opened, thrown) -> {
                        if (thrown != null) {
                            close();
                        }
                    });
        }

        @Override
        public CompletableFuture<Integer> read(ByteBuffer target) {
            return work.run(threads.reading(), () -> {
                try {
                    int read = bytes.readNBytes(
                            target.array(), target.arrayOffset() + target.position(), target.remaining());
                    target.position(target.position() + read);
                    return read == 0 ? -1 : read;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private void closeBytes() {
            try {
                bytes.close();
            } catch (IOException e) {
                // It was only read.
            } finally {
                place.run();
            }
        }

        @Override
        public void close() {
            work.close();
        }
    }
}
