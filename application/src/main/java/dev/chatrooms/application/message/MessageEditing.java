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
 * Changes of posted messages: edits, deletions, reactions and pins. Changes join the next commit, and those of one
 * caller run in the order of the calls. Futures complete as in {@link Messaging#send}.
 *
 * <p>A message that the caller may not read is {@code not_found}. Only members change messages, other callers get
 * {@code not_a_member}. Edits and reactions count as sends for the rate limit: {@code rate_limited}.
 */
public interface MessageEditing {
    /**
     * Replaces a message's text and recomputes its mentions. The former text becomes a revision. The same text changes
     * nothing. Also refuses with {@code invalid}, {@code deleted}, and {@code insufficient_role} to everyone but the
     * sender.
     */
    CompletableFuture<EditResult> edit(Caller caller, MessageId message, @Nullable String text);

    /**
     * Deletes a message. It keeps its place and loses its text, revisions, reactions, pin and mentions. Cannot be
     * undone. Also refuses with {@code insufficient_role} to everyone but the sender, moderators and owners.
     */
    CompletableFuture<ChangeResult> delete(Caller caller, MessageId message);

    /**
     * Returns the former texts of a message, oldest first; none for a deleted message.
     *
     * @throws ChatException {@code not_found}, {@code insufficient_role} to everyone but the sender, moderators and
     *     owners
     */
    Page<Revision> revisions(Caller caller, MessageId message, PageRequest page);

    /**
     * Adds or removes the caller's reaction to a message. Idempotent. Also refuses with {@code invalid} (not an emoji),
     * {@code deleted} and {@code too_many} (kinds of reactions).
     *
     * @param on true to add the reaction, false to remove it
     */
    CompletableFuture<ChangeResult> react(Caller caller, MessageId message, String emoji, boolean on);

    /**
     * Returns the reactions to a message, oldest first.
     *
     * @throws ChatException {@code not_found}
     */
    Page<Reaction> reactions(Caller caller, MessageId message, PageRequest page);

    /** Pins or unpins a message. Idempotent. Also refuses with {@code insufficient_role} and {@code deleted}. */
    CompletableFuture<ChangeResult> pin(Caller caller, MessageId message, boolean on);

    /**
     * Returns the pinned messages of a room that the caller may read, newest message first. The list of a direct room
     * is empty while one of its two members blocks the other.
     *
     * @throws ChatException {@code not_found}
     */
    Page<MessageView> pins(Caller caller, RoomId room, PageRequest page);
}
