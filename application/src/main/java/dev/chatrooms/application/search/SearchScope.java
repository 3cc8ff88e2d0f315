package dev.chatrooms.application.search;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where to look.
 *
 * @param viewer only in rooms that he may read
 * @param room only there; null for everywhere
 * @param sender only of this person; null for everybody
 * @param from not before that moment; null for no bound
 * @param to until that moment, it included; null for no bound
 */
public record SearchScope(
        AccountId viewer,
        @Nullable RoomId room,
        @Nullable AccountId sender,
        @Nullable Instant from,
        @Nullable Instant to) {}
