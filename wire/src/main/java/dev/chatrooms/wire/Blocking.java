package dev.chatrooms.wire;

/**
 * The blocks between two accounts.
 *
 * @param blocked in either direction
 */
public record Blocking(boolean blocked, boolean blockedByMe) {}
