/** Accounts and sessions in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.account;

import org.jspecify.annotations.NullMarked;
