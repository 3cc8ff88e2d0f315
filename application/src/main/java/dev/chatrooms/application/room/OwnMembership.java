package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.Membership;

/**
 * A room from its member's point of view.
 *
 * @param mentions how many messages after his marker mention him
 */
public record OwnMembership(Membership membership, long mentions) {}
