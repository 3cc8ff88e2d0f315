package dev.chatrooms.application.room;

import org.jspecify.annotations.Nullable;

/**
 * What it takes to make an invite, raw.
 *
 * @param maxUses how many people may come in by it, 1 to {@value dev.chatrooms.domain.room.Invite#MOST_USES}; null for
 *     any number
 * @param expiresIn for how many seconds it is good, 1 to those of 365 days; null for seven days
 */
public record NewInvite(@Nullable Long maxUses, @Nullable Long expiresIn) {
    public static final NewInvite USUAL = new NewInvite(null, null);
}
