package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.file.FileDownload;
import dev.chatrooms.application.file.FileSharing;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.application.file.OwnFiles;
import dev.chatrooms.application.file.RoomFile;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.Files.OwnFile;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.file.AttachmentPolicy;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link FileSharing} over the file store and the database. */
final class FileSharingUseCases implements FileSharing {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final IdGenerator ids;
    private final FileStore store;
    private final MediaInspector inspector;
    private final FileLimits limits;
    private final FileThreads threads;
    private final Runnable released;

    /** @param released called when contents may have been released */
    FileSharingUseCases(
            Transactor transactor,
            RateLimits rateLimits,
            IdGenerator ids,
            FileStore store,
            MediaInspector inspector,
            FileLimits limits,
            FileThreads threads,
            Runnable released) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.ids = ids;
        this.store = store;
        this.inspector = inspector;
        this.limits = limits;
        this.threads = threads;
        this.released = released;
    }

    // ---- uploads

    @Override
    public FileUpload upload(Caller caller) {
        rateLimits.change(caller);
        long used = limits.quota() == 0
                ? 0
                : transactor.readSingle(stores -> stores.files().usedBytes(caller.accountId()));
        // Another byte would be one too many.
        limits.requireSpace(used + 1);
        return new StagedUpload(this, caller, limits, used, threads.uploads().take());
    }

    FileStore store() {
        return store;
    }

    MediaInspector inspector() {
        return inspector;
    }

    IdGenerator ids() {
        return ids;
    }

    Instant now() {
        return transactor.now();
    }

    FileThreads threads() {
        return threads;
    }

    <T> CompletableFuture<T> onWorker(Supplier<T> task) {
        return ChatFuture.supplyAsync(task, threads.workers());
    }

    /** Adds the row of a file whose contents are staged. */
    UploadedFile add(Caller caller, UploadedFile file) {
        return transactor.write(uow -> {
            // Uploads of one account take turns, so that they do not exceed the quota together.
            Account owner = uow.accounts().lock(caller.accountId()).orElse(null);
            ActiveCallers.requireActive(caller, owner == null ? null : owner.state());
            limits.requireSpace(uow.files().usedBytes(caller.accountId()) + file.size());
            return uow.files().add(file);
        });
    }

    /** Makes a file visible whose contents are stored. */
    UploadedFile complete(UploadedFile file) {
        boolean completed = transactor.write(uow -> {
            boolean exists = uow.files().complete(file.id());
            if (!exists) {
                uow.contents().release(file.content());
                Thumbnail thumbnail = file.thumbnail();
                if (thumbnail != null) {
                    uow.contents().release(thumbnail.content());
                }
            }
            return exists;
        });
        if (!completed) {
            released.run();
            throw ChatException.unavailable("the upload took too long", null);
        }
        return file;
    }

    /** Removes the row of a file whose contents could not be stored. */
    boolean discard(UploadedFile file) {
        transactor.write(uow -> {
            uow.files().remove(file.id());
            return true;
        });
        released.run();
        return true;
    }

    // ---- files

    @Override
    public FileDownload file(Caller caller, FileId file) {
        return StoredDownload.of(store, threads, readable(caller, file));
    }

    @Override
    public FileDownload thumbnail(Caller caller, FileId file) {
        UploadedFile found = readable(caller, file);
        Thumbnail thumbnail = found.thumbnail();
        if (thumbnail == null) {
            throw ChatException.notFound("thumbnail");
        }
        return StoredDownload.of(store, threads, found, thumbnail);
    }

    private UploadedFile readable(Caller caller, FileId file) {
        return transactor
                .readSingle(stores -> stores.files().find(file, caller.accountId(), transactor.now()))
                .orElseThrow(() -> ChatException.notFound("file"));
    }

    @Override
    public void delete(Caller caller, FileId id) {
        rateLimits.change(caller);
        AccountId actor = caller.accountId();
        transactor.write(uow -> {
            FileUse own = uow.files().lock(Set.of(new OwnFile(id, actor))).get(id);
            boolean isReadable = uow.files().find(id, actor, transactor.now()).isPresent();
            AttachmentPolicy.delete(own, isReadable).orElseThrow(ChatException::new);
            uow.files().remove(id);
            return true;
        });
        released.run();
    }

    @Override
    public OwnFiles own(Caller caller, PageRequest page) {
        AccountId owner = caller.accountId();
        return transactor.read(stores -> new OwnFiles(
                stores.files().usedBytes(owner), limits.quota(), stores.files().ofOwner(owner, page)));
    }

    @Override
    public Page<RoomFile> ofRoom(Caller caller, RoomId room, @Nullable FileKind kind, PageRequest page) {
        return transactor
                .read(stores -> stores.files().ofRoom(room, caller.accountId(), kind, page, transactor.now()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }
}
