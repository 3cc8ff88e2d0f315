package dev.chatrooms.application.search;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a search covers.
 *
 * @param viewer the account that must be able to read them
 * @param room the only room; null for all
 * @param sender the only sender; null for all
 * @param from the earliest time, inclusive; null for no bound
 * @param to the latest time, inclusive; null for no bound
 */
public record SearchScope(
        AccountId viewer,
        @Nullable RoomId room,
        @Nullable AccountId sender,
        @Nullable Instant from,
        @Nullable Instant to) {}
