/** Live events over HTTP: as a stream of server-sent events, or by long poll. */
@NullMarked
package dev.chatrooms.http.event;

import org.jspecify.annotations.NullMarked;
