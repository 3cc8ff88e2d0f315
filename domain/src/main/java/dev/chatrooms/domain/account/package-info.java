/** Accounts, their credentials and their sessions. */
@NullMarked
package dev.chatrooms.domain.account;

import org.jspecify.annotations.NullMarked;
