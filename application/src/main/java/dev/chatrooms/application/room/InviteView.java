package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.Invite;

/**
 * An invite as moderators see it.
 *
 * @param url the web address that accepts it
 */
public record InviteView(Invite invite, String url) {}
