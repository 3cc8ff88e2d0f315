/** The WebSocket API, over the same use cases and the same JSON as HTTP. */
@NullMarked
package dev.chatrooms.websocket;

import org.jspecify.annotations.NullMarked;
