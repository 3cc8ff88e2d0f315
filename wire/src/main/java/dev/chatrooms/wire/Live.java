package dev.chatrooms.wire;

/** The response of a server that is alive. */
public record Live(String status) {}
