/** The outbox in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.mail;

import org.jspecify.annotations.NullMarked;
