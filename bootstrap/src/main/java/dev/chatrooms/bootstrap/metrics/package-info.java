/** What the chat's meters are, and how they come into a registry of Micrometer's. */
@NullMarked
package dev.chatrooms.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
