package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.Invite;

/**
 * An invite as those see it who may revoke it.
 *
 * @param url where a browser is taken in by it
 */
public record InviteView(Invite invite, String url) {}
