/** Accounts: registration, login and sessions, recovery, and profiles. */
@NullMarked
package dev.chatrooms.application.account;

import org.jspecify.annotations.NullMarked;
