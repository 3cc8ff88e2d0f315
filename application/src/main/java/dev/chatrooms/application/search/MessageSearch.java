package dev.chatrooms.application.search;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;

/**
 * Full-text search of messages. New and edited messages are found a moment later, since the index follows the log.
 * Deleted texts are never found.
 */
public interface MessageSearch {
    /**
     * The state of the index.
     *
     * @param behind the number of log entries that it has not read yet, and of messages that it has deferred
     * @param rebuilding whether it is being rebuilt
     */
    record IndexState(long behind, boolean rebuilding) {}

    /**
     * Returns matching messages in rooms that the caller may read now, newest first. An unreadable room or an unknown
     * sender has no messages. A page costs a bounded search: it may hold fewer items than its limit, or none, and still
     * have a next page.
     *
     * @throws ChatException {@code invalid}, with the field {@code q} as {@link SearchQuery#of} refuses it;
     *     {@code unavailable}
     * @throws dev.chatrooms.application.common.InvalidCursor if this list did not issue the cursor
     */
    Page<FoundMessage> search(Caller caller, SearchRequest request);

    /** Returns the state of the index. @throws ChatException {@code unavailable} */
    IndexState state();

    /**
     * Starts a rebuild of the index from the whole log and returns at once. For operators. Searches and the indexing of
     * new messages continue meanwhile. A rebuild in progress starts over.
     *
     * @throws ChatException {@code unavailable}
     */
    void rebuild();
}
