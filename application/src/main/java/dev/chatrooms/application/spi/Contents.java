package dev.chatrooms.application.spi;

import dev.chatrooms.domain.file.ContentHash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contents in the {@link FileStore} that files and their thumbnails refer to, and those that are released: a
 * removed file has referred to them. A released content that no file refers to is to be deleted.
 *
 * <p>{@link Files#add} waits for a transaction that has locked one of the file's contents here, and {@link #lockUnused}
 * waits for a transaction that adds such a file. So a content that is deleted from the store while it is locked has no
 * reference, and gets none until then.
 */
public interface Contents {
    /** Returns whether this transaction is the only one that collects. It is until its end. */
    boolean beginCollecting();

    /**
     * Removes files that were uploaded before a time and are not attached, and those of deleted accounts, and releases
     * their contents.
     *
     * @return the number of removed files, at most the limit
     */
    int removeUnattached(Instant uploadedBefore, int limit);

    /** Removes files that are attached to messages of deleted rooms, as {@link #removeUnattached}. */
    int removeOfDeletedRooms(int limit);

    /** Returns the first released contents, in the order of their hashes. */
    List<ContentHash> released(int limit);

    /** Adds a content to the released ones. */
    void release(ContentHash content);

    /** Locks a content until the end of the transaction, and returns whether no file refers to it. */
    boolean lockUnused(ContentHash content);

    /** Removes a content from the released ones. */
    void settle(ContentHash content);

    /**
     * Returns the contents that complete files refer to, in the order of their hashes.
     *
     * @param after null to begin
     */
    List<Referenced> referenced(@Nullable ContentHash after, int limit);

    /** A content and its size according to the files that refer to it. */
    record Referenced(ContentHash content, long size) {}
}
