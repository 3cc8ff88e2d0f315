package dev.chatrooms.wire;

import java.util.UUID;

/** A person who was added to a list of the viewer or removed from it. */
public record ListedPerson(UUID userId, Profile user) implements EventData {}
