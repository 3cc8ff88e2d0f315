package dev.chatrooms.wire;

/** The state that a node has dropped and read again. */
public record Resync(int rooms, int accounts, long tookMs) {}
