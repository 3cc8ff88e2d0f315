/** What operators and tools ask of a server: its health and its contract. */
@NullMarked
package dev.chatrooms.http.operation;

import org.jspecify.annotations.NullMarked;
