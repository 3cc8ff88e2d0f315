/** Contacts and blocks in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.people;

import org.jspecify.annotations.NullMarked;
