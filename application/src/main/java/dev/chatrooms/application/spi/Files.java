package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.file.RoomFile;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of uploaded files. Their bytes are in the {@link FileStore}.
 *
 * <p>A file is added before its content is stored, and is found only after {@link #complete}. {@link UnitOfWork#append
 * Appending} the event of a post attaches the files of the message, and {@link Messages#delete} removes them.
 * {@link Contents} knows the contents of removed files.
 */
public interface Files {
    /**
     * Adds a file that is not complete. Its contents are not removed from now on, see {@link Contents}.
     *
     * @param file has keys that are used for the first time
     * @return the file with the keys of equal contents that other files have, as far as there are any
     */
    UploadedFile add(UploadedFile file);

    /** Makes a file visible, because its contents are stored. Returns false if it has been removed meanwhile. */
    boolean complete(FileId file);

    /** Returns the size of all files of an account, complete or not. */
    long usedBytes(AccountId owner);

    /**
     * Finds a file that the viewer may read: its uploader until it is attached, then everyone who may read the room of
     * its message. A single query.
     */
    Optional<UploadedFile> find(FileId file, AccountId viewer, Instant now);

    /**
     * Returns the complete files among these with their messages, and locks those that are not attached, in the order
     * of their ids. Files of other owners are neither returned nor locked.
     */
    Map<FileId, FileUse> lock(Set<OwnFile> files);

    /** A file that is looked up for an account, which may not be its owner. */
    record OwnFile(FileId id, AccountId owner) {}

    /** Removes a locked file that is not attached. */
    void remove(FileId file);

    /**
     * Lists the complete files of an account, newest (by id) first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<UploadedFile> ofOwner(AccountId owner, PageRequest page);

    /**
     * Lists the attached files of a room, newest message first and in the order of the message; empty if the viewer may
     * not read the room.
     *
     * @param kind null for all files
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Optional<Page<RoomFile>> ofRoom(
            RoomId room, AccountId viewer, @Nullable FileKind kind, PageRequest page, Instant now);
}
