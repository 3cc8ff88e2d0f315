package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.spi.IdGenerator;

/** The use cases of messages, wired together. */
public record MessageServices(Messaging messaging, MessageEditing editing) {
    public static MessageServices create(Transactor transactor, RateLimits rateLimits, IdGenerator ids) {
        return new MessageServices(
                new MessagingUseCases(transactor, rateLimits, ids), new MessageEditingUseCases(transactor, rateLimits));
    }
}
