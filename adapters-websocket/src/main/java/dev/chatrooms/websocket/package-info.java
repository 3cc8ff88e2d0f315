/**
 * The WebSocket API. It offers the same use cases and the same JSON as the HTTP API.
 *
 * <p>{@link dev.chatrooms.websocket.WebSocketAdapter} is the entry point; {@code Connection} is one client. The adapter
 * uses Jetty's core WebSocket API directly. Javalin's API creates an HTTP session and a cookie for every socket,
 * negotiates compression, and keeps reading regardless of back-pressure.
 */
@NullMarked
package dev.chatrooms.websocket;

import org.jspecify.annotations.NullMarked;
