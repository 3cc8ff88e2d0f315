/** The ordered log in PostgreSQL: appending, reading, its epoch, and the bus that announces its head. Not API. */
@NullMarked
package dev.chatrooms.persistence.event;

import org.jspecify.annotations.NullMarked;
