package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of a room that the holder of an invite sees before accepting it. */
public record InvitePreview(String code, InvitedRoom room, Profile createdBy, Instant expiresAt) {
    /** The room that the invite leads to. */
    public record InvitedRoom(
            UUID id, String kind, @Nullable String name, String topic, int memberCount) {}
}
