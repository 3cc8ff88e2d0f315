/** The search of messages in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.search;

import org.jspecify.annotations.NullMarked;
