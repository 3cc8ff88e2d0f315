package dev.chatrooms.application.room;

import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Ban;

/** A ban as moderators see it. */
public record BanView(Profile user, Ban ban) {}
