/**
 * The WebSocket API, over the same use cases and the same JSON as HTTP.
 *
 * <p>It speaks to Jetty's core WebSocket layer directly, not through Javalin's: that one makes an HTTP session and a
 * cookie for every socket, negotiates compression, and reads on whether or not anybody can take more.
 * {@link dev.chatrooms.websocket.WebSocketAdapter} is the way in; a {@code Connection} is one client.
 */
@NullMarked
package dev.chatrooms.websocket;

import org.jspecify.annotations.NullMarked;
