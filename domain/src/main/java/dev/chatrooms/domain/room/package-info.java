/** Rooms, who belongs to them and the rules of coming and going. */
@NullMarked
package dev.chatrooms.domain.room;

import org.jspecify.annotations.NullMarked;
