/** What happens, as it is written to the one ordered log, and the cursors that point into it. */
@NullMarked
package dev.chatrooms.domain.event;

import org.jspecify.annotations.NullMarked;
