package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.FileStore.StagedContent;
import dev.chatrooms.application.spi.MediaInspector.Media;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.FileId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An upload on its way into the store:
 *
 * <pre>
 *   write ... write --> finish: hash, type, thumbnail
 *                         --> row of the file, not complete, which claims the contents
 *                         --> contents into the store
 *                         --> row complete
 * </pre>
 *
 * <p>A node that dies before the row leaves bytes that the store removes by their age. One that dies after the row
 * leaves a file that is not complete, which is removed like one that is never attached. No bytes are ever in the store
 * without a row, and no complete row is without its bytes.
 */
final class StagedUpload implements FileUpload {
    private final FileSharingUseCases files;
    private final Caller caller;
    private final FileLimits limits;
    private final long used;
    private final FileThreads threads;
    private final StoreWork work;
    /** The upload of the file and, once it is finished, of its thumbnail. Used by the tasks only. */
    private final List<FileStore.Upload> uploads = new ArrayList<>();

    private long size;

    /**
     * Begins an upload.
     *
     * @param used the bytes of the account's other files
     * @param place gives the place of the upload back
     */
    StagedUpload(FileSharingUseCases files, Caller caller, FileLimits limits, long used, Runnable place) {
        this.files = files;
        this.caller = caller;
        this.limits = limits;
        this.used = used;
        this.threads = files.threads();
        this.work = new StoreWork(() -> {
            uploads.forEach(FileStore.Upload::close);
            place.run();
        });
    }

    @Override
    public void expect(long bytes) {
        limits.requireSize(bytes);
        limits.requireSpace(used + bytes);
    }

    @Override
    public CompletableFuture<Void> write(ByteBuffer bytes) {
        size += bytes.remaining();
        try {
            expect(size);
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        return work.run(threads.writing(), () -> {
            content().write(bytes);
            return null;
        });
    }

    /** Returns the upload of the file. It begins with its first bytes: one without any leaves nothing. */
    private FileStore.Upload content() {
        if (uploads.isEmpty()) {
            uploads.add(files.store().begin());
        }
        return uploads.get(0);
    }

    @Override
    public CompletableFuture<UploadedFile> finish(@Nullable String name) {
        FileName shown = name == null ? FileName.UNNAMED : new FileName(name);
        return work.run(threads.inspecting(), () -> inspect(shown))
                .thenCompose(file -> files.onWorker(() -> files.add(caller, file)))
                .thenCompose(file -> work.run(threads.storing(file.size()), () -> store(file))
                        .exceptionallyCompose(thrown -> givenUp(file, thrown)))
                .thenCompose(file -> files.onWorker(() -> files.complete(file)));
    }

    private UploadedFile store(UploadedFile file) {
        uploads.get(0).store(file.content());
        Thumbnail thumbnail = file.thumbnail();
        if (thumbnail != null) {
            uploads.get(1).store(thumbnail.content());
        }
        return file;
    }

    /**
     * Gives up the row of a file that could not be stored, because it would count for the quota of the account. If the
     * store still works on it, the row is given up when that has ended, and the caller does not wait.
     */
    private CompletableFuture<UploadedFile> givenUp(UploadedFile file, Throwable thrown) {
        CompletableFuture<Boolean> ended = work.ended();
        CompletableFuture<Throwable> discarded = ended.thenCompose(done -> files.onWorker(() -> files.discard(file)))
                .handle((done, alsoThrown) -> thrown);
        return ended.isDone()
                ? discarded.thenCompose(CompletableFuture::failedFuture)
                : CompletableFuture.failedFuture(thrown);
    }

    private UploadedFile inspect(FileName name) {
        StagedContent staged = content().finish();
        Media media = files.inspector().inspect(staged.bytes());
        FileId id = new FileId(files.ids().next());
        return new UploadedFile(
                id,
                caller.accountId(),
                name,
                ContentKey.of(staged.hash(), id),
                staged.bytes().size(),
                media.type(),
                media.dimensions(),
                media.duration(),
                thumbnail(media.thumbnail(), id),
                files.now());
    }

    private @Nullable Thumbnail thumbnail(@Nullable EncodedImage image, FileId file) {
        if (image == null) {
            return null;
        }
        FileStore.Upload upload = files.store().begin();
        uploads.add(upload);
        upload.write(ByteBuffer.wrap(image.bytes()));
        StagedContent staged = upload.finish();
        return new Thumbnail(
                ContentKey.of(staged.hash(), file), staged.bytes().size(), new MediaType(image.mediaType()));
    }

    @Override
    public void close() {
        work.close();
    }
}
