package dev.chatrooms.wire;

/**
 * Tells whether a request has a credential.
 *
 * @param present whether it has one, which may have expired
 */
public record Credentials(boolean present) {}
