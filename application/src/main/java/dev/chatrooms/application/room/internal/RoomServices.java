package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.commit.internal.Transactor;
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

    /**
     * Builds the use cases.
     *
     * @param publicUrl the address of the web page in invite links, without a slash at the end
     */
    public static RoomServices create(
            Transactor transactor,
            RateLimits rateLimits,
            IdGenerator ids,
            EphemeralEvents ephemeralEvents,
            String publicUrl) {
        return new RoomServices(
                new RoomUseCases(transactor, rateLimits, ids),
                new RoomModerationUseCases(transactor, rateLimits),
                new InvitationUseCases(transactor, rateLimits, publicUrl),
                new DirectRoomUseCases(transactor, rateLimits, ids),
                new MembershipSettingsUseCases(transactor, rateLimits, ephemeralEvents));
    }
}
