/** Messages, their reactions and revisions in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.message;

import org.jspecify.annotations.NullMarked;
