/** The use cases of accounts and sessions. Not API. */
@NullMarked
package dev.chatrooms.application.account.internal;

import org.jspecify.annotations.NullMarked;
