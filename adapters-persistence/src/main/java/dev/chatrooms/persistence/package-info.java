/** The ports of the application on PostgreSQL. {@link dev.chatrooms.persistence.PostgresPorts} is the entry point. */
@NullMarked
package dev.chatrooms.persistence;

import org.jspecify.annotations.NullMarked;
