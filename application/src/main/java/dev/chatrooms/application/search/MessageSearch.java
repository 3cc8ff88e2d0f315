package dev.chatrooms.application.search;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;

/**
 * Messages by what they say. They are found a moment after they are posted or edited, since the index follows the log;
 * a deleted text is found by nobody from the moment of its deletion on.
 */
public interface MessageSearch {
    /**
     * How the index is.
     *
     * @param behind how many entries of the log it has not read yet
     * @param rebuilding whether it is being made anew
     */
    record IndexState(long behind, boolean rebuilding) {}

    /**
     * Messages in rooms that the caller may read now, the last posted first. A room that he may not read and a sender
     * whom nobody knows have no messages. A page costs a bounded search: it may hold fewer items than its limit, even
     * none, and yet not be the last one.
     *
     * @throws ChatException {@code invalid}, with the field {@code q} as {@link SearchQuery#of} refuses it;
     *     {@code unavailable}
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<FoundMessage> search(Caller caller, SearchRequest request);

    /** How the index is. @throws ChatException {@code unavailable} */
    IndexState state();

    /**
     * For operators: has the index made anew, from the whole log, by whichever node keeps it; returns at once. Searches
     * go on meanwhile, and so does the indexing of what is new. While one is under way, it begins again.
     *
     * @throws ChatException {@code unavailable}
     */
    void rebuild();
}
