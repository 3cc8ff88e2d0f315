package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.EphemeralEvents;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.room.DirectRoomManagement;
import dev.chatrooms.application.room.Invitations;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.application.spi.IdGenerator;

/** The use cases of rooms, wired together. */
public record RoomServices(
        RoomUseCases rooms,
        RoomModeration moderation,
        Invitations invitations,
        DirectRoomManagement directRooms,
        MembershipSettings membershipSettings) {

    /** Builds the use cases. */
    public static RoomServices create(
            Transactor transactor,
            RateLimits rateLimits,
            IdGenerator ids,
            EphemeralEvents ephemeralEvents,
            ChatSettings settings) {
        GrowthLimits growth = new GrowthLimits(transactor, rateLimits, settings.maxOwnedRooms());
        return new RoomServices(
                new RoomUseCases(transactor, rateLimits, growth, ids),
                new RoomModerationUseCases(transactor, rateLimits, growth),
                new InvitationUseCases(transactor, rateLimits, settings.publicUrl()),
                new DirectRoomUseCases(transactor, rateLimits, growth, ids),
                new MembershipSettingsUseCases(transactor, rateLimits, ephemeralEvents));
    }
}
