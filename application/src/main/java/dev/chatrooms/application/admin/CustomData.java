package dev.chatrooms.application.admin;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.ChangeResult;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.Room;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the custom data of what exists already. New messages get theirs with
 * {@link dev.chatrooms.application.message.Send#withMetadata}, rooms with
 * {@link dev.chatrooms.application.room.NewRoom#withMetadata}, accounts with
 * {@link dev.chatrooms.application.account.AccountProfile#withMetadata}. For the host's own code: the caller is not
 * checked, and there are no rate limits. Clients cannot set metadata.
 *
 * <p>A change completes after its commit, or with a {@link ChatException}, {@code not_found} or {@code unavailable}.
 * Clients receive it as an event. The same metadata again changes nothing.
 */
public interface CustomData {
    /**
     * Replaces the metadata of a message, on behalf of its sender. Clients receive {@code message.edited}; the message
     * does not count as edited. Also fails with {@code deleted}.
     *
     * @param metadata null for none
     */
    CompletableFuture<ChangeResult> set(MessageId message, @Nullable Metadata metadata);

    /**
     * Replaces the metadata of a room of any kind. Clients receive {@code room.updated}, without an actor.
     *
     * @param metadata null for none
     */
    CompletableFuture<Room> set(RoomId room, @Nullable Metadata metadata);

    /**
     * Replaces the metadata of an account. Clients receive {@code account.updated}.
     *
     * @param metadata null for none
     */
    CompletableFuture<Account> set(AccountId account, @Nullable Metadata metadata);
}
