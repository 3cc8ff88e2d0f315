/**
 * Access tokens (RS256), the keys that sign them, password hashing (bcrypt) and rate limits: the ports that guard the
 * door.
 */
@NullMarked
package dev.chatrooms.security;

import org.jspecify.annotations.NullMarked;
