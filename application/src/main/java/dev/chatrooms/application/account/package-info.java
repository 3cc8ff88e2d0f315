/** Registering, signing in and out, and who is calling. */
@NullMarked
package dev.chatrooms.application.account;

import org.jspecify.annotations.NullMarked;
