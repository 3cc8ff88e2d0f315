/** Rooms, memberships, invites and bans, and the rules for them. */
@NullMarked
package dev.chatrooms.domain.room;

import org.jspecify.annotations.NullMarked;
