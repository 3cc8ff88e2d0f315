/** Rooms: creating, finding, joining, leaving and moderating them. */
@NullMarked
package dev.chatrooms.application.room;

import org.jspecify.annotations.NullMarked;
