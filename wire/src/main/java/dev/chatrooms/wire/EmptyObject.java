package dev.chatrooms.wire;

/** An object without fields. */
public record EmptyObject() implements EventData {}
