/** The ports on PostgreSQL, and its announcements as an event bus. */
@NullMarked
package dev.chatrooms.persistence;

import org.jspecify.annotations.NullMarked;
