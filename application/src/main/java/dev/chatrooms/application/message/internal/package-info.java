/** The use cases of messages. Not API. */
@NullMarked
package dev.chatrooms.application.message.internal;

import org.jspecify.annotations.NullMarked;
