/** Accounts, their sessions and the search of accounts in PostgreSQL. Not API. */
@NullMarked
package dev.chatrooms.persistence.account;

import org.jspecify.annotations.NullMarked;
