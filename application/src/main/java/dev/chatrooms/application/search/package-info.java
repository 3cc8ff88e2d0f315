/** Full-text search of messages. */
@NullMarked
package dev.chatrooms.application.search;

import org.jspecify.annotations.NullMarked;
