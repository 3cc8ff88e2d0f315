/** Kinds of events and their place in the one ordered log: positions, epochs and cursors. */
@NullMarked
package dev.chatrooms.domain.event;

import org.jspecify.annotations.NullMarked;
