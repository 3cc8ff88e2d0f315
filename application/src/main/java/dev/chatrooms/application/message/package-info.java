/** Sending, reading and changing messages. */
@NullMarked
package dev.chatrooms.application.message;

import org.jspecify.annotations.NullMarked;
