package dev.chatrooms.domain.message;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A posted message. It may be edited, pinned, unpinned and finally deleted. A deleted message keeps its place in the
 * room and loses its text, metadata, mentions and pin.
 *
 * <p>Each command asks {@link EditingPolicy} and answers with the changed message and its event, or with the policy's
 * refusal. Reactions and earlier texts are kept by the store beside the message.
 *
 * @param seq the place in the room, from 1, without a gap
 * @param clientId the id that the sender's client gave it; null for none
 */
public record Message(
        MessageId id,
        RoomId roomId,
        long seq,
        AccountId senderId,
        MessageContent content,
        MessageLinks links,
        Instant createdAt,
        @Nullable ClientId clientId) {

    /** The message after a command, and the command's event. */
    public record Change(Message message, MessageEvent event) {}

    /** Creates a message that replies to nothing, is in no thread and mentions no one. */
    public Message(
            MessageId id,
            RoomId roomId,
            long seq,
            AccountId senderId,
            @Nullable MessageText text,
            Instant createdAt,
            @Nullable Instant editedAt,
            @Nullable Instant deletedAt,
            @Nullable ClientId clientId) {
        this(
                id,
                roomId,
                seq,
                senderId,
                new MessageContent(text, List.of(), null, Mentions.NONE, false, editedAt, deletedAt),
                MessageLinks.NONE,
                createdAt,
                clientId);
    }

    /** Returns the text, or null if the message is deleted. */
    public @Nullable MessageText text() {
        return content.text();
    }

    /** Returns the files, in the order in which the message shows them. */
    public List<UploadedFile> attachments() {
        return content.attachments();
    }

    /** Returns the custom data, or null if there is none. */
    public @Nullable Metadata metadata() {
        return content.metadata();
    }

    public Mentions mentions() {
        return content.mentions();
    }

    public boolean pinned() {
        return content.pinned();
    }

    public @Nullable Instant editedAt() {
        return content.editedAt();
    }

    public @Nullable Instant deletedAt() {
        return content.deletedAt();
    }

    public @Nullable MessageId replyTo() {
        return links.replyTo();
    }

    public @Nullable MessageId threadId() {
        return links.threadId();
    }

    public int threadCount() {
        return links.threadCount();
    }

    public boolean isDeleted() {
        return deletedAt() != null;
    }

    /** Returns the message with its text cut as by {@link MessageText#excerpt}, for display only. */
    public Message excerpt(int maxCodePoints) {
        return new Message(id, roomId, seq, senderId, content.excerpt(maxCodePoints), links, createdAt, clientId);
    }

    /** Returns the event of posting this message. */
    public MessageEvent.Posted posted() {
        return new MessageEvent.Posted(this);
    }

    /**
     * Replaces the text and the mentions.
     *
     * @param blocking the blocks between the members of a direct room; {@link Blocking#NONE} in other rooms
     * @return empty if the message has that text already; refused as {@link EditingPolicy#edit}
     */
    public Decision<Optional<Change>> edit(
            MessageText newText,
            Mentions newMentions,
            Room room,
            Standing actor,
            Blocking blocking,
            EditWindow window,
            Instant now) {
        return change(
                EditingPolicy.edit(this, newText, room, actor, blocking, window, now),
                edited(newText, newMentions, now),
                new MessageEvent.Edited(roomId, id, actor.accountId()));
    }

    /**
     * Replaces the metadata on behalf of the host. The text, and the time of its last edit, stay as they are.
     *
     * @param metadata null for none
     * @return empty if the message has that metadata already; refused as {@link EditingPolicy#setMetadata}
     */
    public Decision<Optional<Change>> setMetadata(@Nullable Metadata metadata) {
        return change(
                EditingPolicy.setMetadata(this, metadata),
                withMetadata(metadata),
                new MessageEvent.Edited(roomId, id, senderId));
    }

    /**
     * Deletes the message.
     *
     * @return empty if it is deleted already; refused as {@link EditingPolicy#delete}
     */
    public Decision<Optional<Change>> delete(Room room, Standing actor, Instant now) {
        return change(
                EditingPolicy.delete(this, room, actor),
                deleted(now),
                new MessageEvent.Deleted(roomId, id, actor.accountId()));
    }

    /**
     * Pins or unpins the message.
     *
     * @param blocking the blocks between the members of a direct room; {@link Blocking#NONE} in other rooms
     * @return empty if it is pinned, or not pinned, already; refused as {@link EditingPolicy#pin}
     */
    public Decision<Optional<Change>> pin(boolean newPinned, Room room, Standing actor, Blocking blocking) {
        return change(
                EditingPolicy.pin(this, newPinned, room, actor, blocking),
                withPin(newPinned),
                newPinned
                        ? new MessageEvent.Pinned(roomId, id, actor.accountId())
                        : new MessageEvent.Unpinned(roomId, id, actor.accountId()));
    }

    /**
     * Adds a reaction, provided that the store has no such reaction of the account yet.
     *
     * @param blocking the blocks between the members of a direct room; {@link Blocking#NONE} in other rooms
     * @return refused as {@link EditingPolicy#react}
     */
    public Decision<MessageEvent> react(Emoji emoji, Room room, Standing actor, Blocking blocking) {
        return EditingPolicy.react(this, room, actor, blocking)
                .map(effect -> new MessageEvent.ReactionAdded(roomId, id, actor.accountId(), emoji));
    }

    /**
     * Removes a reaction of the actor, provided that the store has one.
     *
     * @return refused as {@link EditingPolicy#removeReaction}
     */
    public Decision<MessageEvent> removeReaction(Emoji emoji, Room room, Standing actor) {
        return EditingPolicy.removeReaction(this, room, actor)
                .map(effect -> new MessageEvent.ReactionRemoved(roomId, id, actor.accountId(), emoji));
    }

    private static Decision<Optional<Change>> change(
            Decision<MessageEffect> decision, Message after, MessageEvent event) {
        return decision.map(
                effect -> effect == MessageEffect.CHANGES ? Optional.of(new Change(after, event)) : Optional.empty());
    }

    /** Returns this message with another text and other mentions, edited at that time. */
    public Message edited(MessageText newText, Mentions newMentions, Instant at) {
        return with(new MessageContent(newText, attachments(), metadata(), newMentions, pinned(), at, null));
    }

    /** Returns what remains of this message once it is deleted: its place, sender, thread and reply. */
    public Message deleted(Instant at) {
        return with(new MessageContent(null, List.of(), null, Mentions.NONE, false, editedAt(), at));
    }

    public Message withPin(boolean isPinned) {
        return with(
                new MessageContent(text(), attachments(), metadata(), mentions(), isPinned, editedAt(), deletedAt()));
    }

    public Message withMetadata(@Nullable Metadata metadata) {
        return with(content.withMetadata(metadata));
    }

    public Message withThreadCount(int count) {
        return new Message(id, roomId, seq, senderId, content, links.withThreadCount(count), createdAt, clientId);
    }

    private Message with(MessageContent newContent) {
        return new Message(id, roomId, seq, senderId, newContent, links, createdAt, clientId);
    }
}
