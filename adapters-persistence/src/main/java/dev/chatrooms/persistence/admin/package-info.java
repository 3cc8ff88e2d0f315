/** The audit trail in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.admin;

import org.jspecify.annotations.NullMarked;
