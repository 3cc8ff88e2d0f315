package dev.chatrooms.application.spi;

import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contents in the {@link FileStore} that files and their thumbnails refer to, and those that are released: a
 * removed file has referred to them. A released content that no file refers to is to be deleted.
 *
 * <p>{@link Files#add} uses only the keys of existing files, and new ones. It waits for a transaction that claims one
 * of the file's contents here, and {@link #claim} waits for a transaction that adds such a file. So once a content
 * without references is claimed, it never gets one again.
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

    /**
     * Removes files that are attached to messages of deleted rooms, as {@link #removeUnattached}. A room without files
     * is not looked at again.
     *
     * @return the number of removed files and of rooms that are done; 0 if nothing is left
     */
    int removeOfDeletedRooms(int limit);

    /** Returns released contents that are due, those that have been due for the longest time first. */
    List<Released> released(Instant now, int limit);

    /** Releases a content, which is due at once. */
    void release(ContentKey content);

    /**
     * Decides whether a released content is deleted from the store, which happens after this transaction. If files
     * refer to it, it is no longer released.
     *
     * @param nextAttempt when the content is due again, unless it is {@link #settle settled}
     * @return false if files refer to it, or another node has claimed it
     */
    boolean claim(Released content, Instant nextAttempt);

    /** Removes a content from the released ones, because it has been deleted from the store. */
    void settle(Released content);

    /**
     * Returns the contents that complete files refer to, in the order of their keys.
     *
     * @param after null to begin
     */
    List<Referenced> referenced(@Nullable ContentKey after, int limit);

    /** Returns complete files that have this as their content or thumbnail, by their ids. */
    List<FileUse> uses(ContentKey content, int limit);

    /** Returns those of these contents that are not released, and that no file refers to, complete or not. */
    Set<ContentKey> unknown(Collection<ContentKey> contents);

    /** A content and its size according to the files that refer to it. */
    record Referenced(ContentKey content, long size) {}

    /**
     * A released content.
     *
     * @param id of this release; a content may be released several times
     * @param attempts how often its deletion has begun
     */
    record Released(long id, ContentKey content, int attempts) {}
}
