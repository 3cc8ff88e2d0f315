package dev.chatrooms.application.room;

import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.Room;

/**
 * The preview of an invite for anyone with its code: the room's name, kind, topic and size, and the inviter, but none
 * of its messages.
 *
 * @param by the creator of the invite, with the current profile
 */
public record InvitePreview(Invite invite, Room room, Profile by) {}
