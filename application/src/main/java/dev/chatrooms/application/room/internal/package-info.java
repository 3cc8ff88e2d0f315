/** The use cases of rooms. Not API. */
@NullMarked
package dev.chatrooms.application.room.internal;

import org.jspecify.annotations.NullMarked;
