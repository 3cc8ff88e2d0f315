package dev.chatrooms.application.room;

import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.Room;

/**
 * What somebody is shown who has the code of an invite, member or not: the room's name, kind, topic and size, who
 * invites, and nothing of what is said there.
 *
 * @param by who made the invite, as he is now
 */
public record InvitePreview(Invite invite, Room room, Profile by) {}
