package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.spi.IdGenerator;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The use cases of messages, wired together. */
public record MessageServices(
        Messaging messaging, MessageEditing editing, MessageErasure erasure, MessageRetention retention) {
    /**
     * Builds the use cases.
     *
     * @param reviews null without a message policy
     * @param workers runs work that blocks on the store
     * @param nanoTime measures the time that passes, as {@link System#nanoTime} does
     */
    public static MessageServices create(
            Transactor transactor,
            RateLimits rateLimits,
            IdGenerator ids,
            @Nullable MessageReviews reviews,
            LiveConfiguration configuration,
            Executor workers,
            LongSupplier nanoTime,
            Runnable filesReleased) {
        return new MessageServices(
                new MessagingUseCases(transactor, rateLimits, ids, reviews),
                new MessageEditingUseCases(transactor, rateLimits, reviews, configuration, filesReleased),
                new MessageErasure(transactor, workers),
                new MessageRetention(transactor, configuration, workers, nanoTime, filesReleased));
    }
}
