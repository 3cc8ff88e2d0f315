package dev.chatrooms.wire;

/**
 * The presence of a credential in a request.
 *
 * @param present whether the request has a credential, which may have expired
 */
public record Credentials(boolean present) {}
