/** Signed access tokens and password hashes. */
@NullMarked
package dev.chatrooms.security;

import org.jspecify.annotations.NullMarked;
