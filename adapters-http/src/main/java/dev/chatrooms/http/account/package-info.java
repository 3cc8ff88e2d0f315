/** Accounts and sessions over HTTP. */
@NullMarked
package dev.chatrooms.http.account;

import org.jspecify.annotations.NullMarked;
