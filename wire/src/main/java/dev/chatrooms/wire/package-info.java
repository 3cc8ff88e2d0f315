/** The JSON that HTTP and WebSocket share, and nothing of either. */
@NullMarked
package dev.chatrooms.wire;

import org.jspecify.annotations.NullMarked;
