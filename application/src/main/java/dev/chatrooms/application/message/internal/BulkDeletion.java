package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.Messages.Posted;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deletes many messages in steps, each of them a transaction of the committer. */
final class BulkDeletion {
    /** Few enough that sends wait only for milliseconds. */
    static final int BATCH = 100;

    /** The messages of a step. */
    static final class Step {
        private final List<Posted> messages = new ArrayList<>();

        /** Adds a message, and returns whether the step has room for another one. */
        boolean add(Posted message) {
            messages.add(message);
            // A mention of a room may change the counts of all its members, which is enough for a transaction.
            return messages.size() < BATCH && !message.mentionsRoom();
        }

        Set<RoomId> rooms() {
            return messages.stream().map(Posted::roomId).collect(Collectors.toSet());
        }
    }

    private BulkDeletion() {}

    /**
     * Deletes the messages of a step that are not deleted yet, with their events.
     *
     * @param actor who deletes them; null for the server
     */
    static void delete(UnitOfWork uow, Step step, @Nullable AccountId actor, Instant now) {
        List<MessageId> ids = step.messages.stream().map(Posted::id).toList();
        Map<MessageId, MessageView> stored = uow.messages().findAll(ids);
        List<Message> messages = ids.stream()
                .map(id -> Objects.requireNonNull(stored.get(id)).message())
                .filter(message -> !message.isDeleted())
                .toList();
        if (messages.isEmpty()) {
            return;
        }
        uow.messages().delete(messages, now);
        for (Message message : messages) {
            // Also in deleted rooms, where no stream receives it: it removes the text from caches and copies.
            uow.append(new MessageEvent.Deleted(message.roomId(), message.id(), actor), now);
            MentionChanges.append(uow, message, Mentions.NONE, now);
        }
    }
}
