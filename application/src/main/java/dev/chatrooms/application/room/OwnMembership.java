package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.Membership;

/**
 * The viewer's own membership in a room.
 *
 * @param mentions the number of messages after the read marker that mention the viewer
 */
public record OwnMembership(Membership membership, long mentions) {}
