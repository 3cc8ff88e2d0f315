/**
 * The application: use cases as plain Java (inbound ports, by feature), the outbound ports that they need
 * ({@code spi}), the committer and the live feed, and adapters that keep everything in memory. Start at
 * {@link dev.chatrooms.application.Chat}.
 */
@NullMarked
package dev.chatrooms.application;

import org.jspecify.annotations.NullMarked;
