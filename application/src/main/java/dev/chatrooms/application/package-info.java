/**
 * What the system does: use cases as plain Java (the inbound ports, by feature), the outbound ports that it needs
 * ({@code spi}), the one committer and the live feed, and adapters that keep everything in memory.
 * {@link dev.chatrooms.application.Chat} is the way in.
 */
@NullMarked
package dev.chatrooms.application;

import org.jspecify.annotations.NullMarked;
