/** Access tokens (RS256) and their signing keys, password hashing (bcrypt) and rate limiting (token buckets). */
@NullMarked
package dev.chatrooms.security;

import org.jspecify.annotations.NullMarked;
