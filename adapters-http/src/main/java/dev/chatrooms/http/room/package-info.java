/** Rooms over HTTP. */
@NullMarked
package dev.chatrooms.http.room;

import org.jspecify.annotations.NullMarked;
