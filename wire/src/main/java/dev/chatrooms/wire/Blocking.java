package dev.chatrooms.wire;

/**
 * Whether one of two accounts blocks the other.
 *
 * @param blocked in either direction
 */
public record Blocking(boolean blocked, boolean blockedByMe) {}
