package dev.chatrooms.application.search;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import java.util.concurrent.CompletableFuture;

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
     * Finds matching messages in rooms that the caller may read now, newest first. An unreadable room or an unknown
     * sender has no messages. A page costs a bounded search: it may hold fewer items than its limit and still have a
     * next page, but it is empty only if there are no more.
     *
     * <p>Searches run on a share of the workers, so that they never occupy all of them. Completing the future, for
     * example by {@link CompletableFuture#cancel} or {@link CompletableFuture#orTimeout}, ends the search, also in the
     * store.
     *
     * @return completes with the page, or: {@code invalid}, with the field {@code q} as {@link SearchQuery#of} refuses
     *     it; {@link dev.chatrooms.application.common.InvalidCursor} if this list did not issue the cursor;
     *     {@code unavailable}, also if too many searches are in progress or this one covers too many messages
     */
    CompletableFuture<Page<FoundMessage>> search(Caller caller, SearchRequest request);

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
