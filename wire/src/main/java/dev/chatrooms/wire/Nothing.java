package dev.chatrooms.wire;

/** An object without fields. */
public record Nothing() implements EventData {}
