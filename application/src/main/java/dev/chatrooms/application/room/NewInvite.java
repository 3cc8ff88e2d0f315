package dev.chatrooms.application.room;

import org.jspecify.annotations.Nullable;

/**
 * An invite to create, not yet validated.
 *
 * @param maxUses the number of accounts that can join with it, 1 to {@value dev.chatrooms.domain.room.Invite#MAX_USES};
 *     null for no limit
 * @param expiresIn its lifetime in seconds, at most 365 days; null for seven days
 */
public record NewInvite(@Nullable Long maxUses, @Nullable Long expiresIn) {
    public static final NewInvite USUAL = new NewInvite(null, null);
}
