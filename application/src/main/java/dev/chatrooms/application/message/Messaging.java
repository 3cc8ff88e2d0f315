package dev.chatrooms.application.message;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;

/** Messages: posting and reading them. What becomes of them later is with {@link MessageEditing}. */
public interface Messaging {
    /**
     * Posts a message. It waits with others for the next commit; no thread waits. Sends that one caller makes one after
     * another are posted in that order. With a client id that the sender has used before nothing is posted and the
     * first message is answered.
     *
     * @return completes once the message is on disk, or with a {@link ChatException}: {@code invalid},
     *     {@code not_found}, {@code not_a_member}, {@code client_id_reused} (in another room), {@code rate_limited},
     *     {@code unavailable} (it may or may not have been posted: the same client id tells). What is chained to it
     *     without an executor runs on the one thread that commits for everybody: keep that short and never wait in it,
     *     or chain it with an executor of your own
     */
    CompletableFuture<SendResult> send(Caller caller, Send send);

    /** A part of the history of a room that the caller may read. @throws ChatException {@code not_found} */
    HistoryPage history(Caller caller, RoomId room, HistoryRequest request);

    /** One message of a room that the caller may read. @throws ChatException {@code not_found} */
    MessageView message(Caller caller, MessageId message);

    /**
     * A message and what stands under it; asked for one of those, the same.
     *
     * @throws ChatException {@code not_found}
     */
    MessageThread thread(Caller caller, MessageId message, PageRequest page);

    /**
     * Messages of rooms that the caller may read, the last posted first, without deleted ones. A page costs a bounded
     * search: it may hold fewer items than its limit, even none, and yet not be the last one.
     *
     * @throws ChatException {@code not_found} for a room that he may not read, or a sender that there is not
     */
    Page<MessageView> messages(Caller caller, MessageQuery query, PageRequest page);

    /**
     * Messages that mention the caller, in rooms that he may read, the last posted first; as short as in
     * {@link #messages} may be.
     */
    Page<MessageView> mentions(Caller caller, PageRequest page);
}
