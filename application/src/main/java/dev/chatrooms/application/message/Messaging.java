package dev.chatrooms.application.message;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;

/** Posting and reading messages. {@link MessageEditing} changes posted messages. */
public interface Messaging {
    /**
     * Posts a message. The send joins the next commit, and no thread waits. Sends of one caller are posted in the order
     * of the calls. A client id that the sender has used before posts nothing and returns the first message.
     *
     * @return completes once the message is durable, or with a {@link ChatException}: {@code invalid},
     *     {@code not_found}, {@code not_a_member}, {@code client_id_reused} (in another room), {@code rate_limited},
     *     {@code unavailable} (the message may or may not have been posted; a repeat with the same client id is safe).
     *     Dependent stages without an executor run on the single thread that commits: they must be short and must not
     *     block
     */
    CompletableFuture<SendResult> send(Caller caller, Send send);

    /** Returns a part of the history of a room that the caller may read. @throws ChatException {@code not_found} */
    HistoryPage history(Caller caller, RoomId room, HistoryRequest request);

    /** Returns a message of a room that the caller may read. @throws ChatException {@code not_found} */
    MessageView message(Caller caller, MessageId message);

    /**
     * Returns a thread, given its root or any of its replies.
     *
     * @throws ChatException {@code not_found}
     */
    MessageThread thread(Caller caller, MessageId message, PageRequest page);

    /**
     * Returns messages of rooms that the caller may read, newest first, without deleted ones. A page costs a bounded
     * search: it may hold fewer items than its limit and still have a next page, but it is empty only if there are no
     * more.
     *
     * @throws ChatException {@code not_found} for a room that the caller may not read, or an unknown sender;
     *     {@code unavailable} if hundreds of thousands of messages in a row cannot be read
     */
    Page<MessageView> messages(Caller caller, MessageQuery query, PageRequest page);

    /**
     * Returns messages that mention the caller, in rooms that the caller may read, newest first. Pages may be short, as
     * in {@link #messages}.
     */
    Page<MessageView> mentions(Caller caller, PageRequest page);
}
