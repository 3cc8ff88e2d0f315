/** Rooms, memberships, bans, invites and read markers in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.room;

import org.jspecify.annotations.NullMarked;
