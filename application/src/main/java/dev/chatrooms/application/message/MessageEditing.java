package dev.chatrooms.application.message;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What happens to messages after they were posted. Changes wait with others for the next commit, and one caller's are
 * made in the order in which he asks for them; what a future completes with, and on which thread, is as in
 * {@link Messaging#send}.
 *
 * <p>A message that the caller may not read is {@code not_found}; changing one takes a member, else it is
 * {@code not_a_member}. Edits and reactions count as sends do: {@code rate_limited}.
 */
public interface MessageEditing {
    /**
     * Gives a message another text, which calls whom it calls. What it said before is kept as a revision. The same text
     * changes nothing. Refused also with {@code invalid}, {@code insufficient_role} to all but its sender and
     * {@code deleted}.
     */
    CompletableFuture<EditResult> edit(Caller caller, MessageId message, @Nullable String text);

    /**
     * Deletes a message: it keeps its place and loses its text, earlier texts, reactions, pin and whom it called. One
     * that is deleted stays so. Refused also with {@code insufficient_role} to all but its sender, moderators and
     * owners.
     */
    CompletableFuture<ChangeResult> delete(Caller caller, MessageId message);

    /**
     * What a message said before, the first text first; nothing once it is deleted.
     *
     * @throws ChatException {@code not_found}, {@code insufficient_role} to all but its sender, moderators and owners
     */
    Page<Revision> revisions(Caller caller, MessageId message, PageRequest page);

    /**
     * Reacts to a message, or takes that back; both where it is so already too. Refused also with {@code invalid} (not
     * an emoji), {@code deleted} and {@code too_many} (kinds of reactions).
     *
     * @param on whether the caller is to be among those who react so
     */
    CompletableFuture<ChangeResult> react(Caller caller, MessageId message, String emoji, boolean on);

    /**
     * Who has reacted to a message, whoever did first first.
     *
     * @throws ChatException {@code not_found}
     */
    Page<Reaction> reactions(Caller caller, MessageId message, PageRequest page);

    /**
     * Pins a message, or unpins it; both where it is so already too. Refused also with {@code insufficient_role} and
     * {@code deleted}.
     */
    CompletableFuture<ChangeResult> pin(Caller caller, MessageId message, boolean on);

    /**
     * The pinned messages of a room that the caller may read, the newest message first.
     *
     * @throws ChatException {@code not_found}
     */
    Page<MessageView> pins(Caller caller, RoomId room, PageRequest page);
}
