package dev.chatrooms.application.file;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Uploads, downloads and lists of files. A message refers to uploaded files by their ids, see
 * {@link dev.chatrooms.application.message.Send#attachments}.
 *
 * <p>Until it is attached, only its uploader may read a file; then everyone who may read the message. With the message
 * the file is gone. A file that is not attached within a day is removed.
 */
public interface FileSharing {
    /**
     * Begins an upload.
     *
     * @throws ChatException {@code rate_limited}, {@code quota_exceeded} if the caller has no space left,
     *     {@code unavailable}
     */
    FileUpload upload(Caller caller);

    /**
     * Finds a file that the caller may read.
     *
     * @throws ChatException {@code not_found}
     */
    FileDownload file(Caller caller, FileId file);

    /**
     * Finds the thumbnail of a file that the caller may read.
     *
     * @throws ChatException {@code not_found}, also if there is none
     */
    FileDownload thumbnail(Caller caller, FileId file);

    /**
     * Deletes a file of the caller that is not attached.
     *
     * @throws ChatException {@code not_found}, {@code insufficient_role} for a file of another account in a message
     *     that the caller may read, {@code attached}, {@code unavailable}
     */
    void delete(Caller caller, FileId file);

    /** Returns the caller's files, newest first. */
    OwnFiles own(Caller caller, PageRequest page);

    /**
     * Returns the files in the messages of a room that the caller may read, newest message first.
     *
     * @param kind null for all files
     * @throws ChatException {@code not_found}
     */
    Page<RoomFile> ofRoom(Caller caller, RoomId room, @Nullable FileKind kind, PageRequest page);
}
