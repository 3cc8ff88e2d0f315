/** Rooms, memberships and bans in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.room;

import org.jspecify.annotations.NullMarked;
