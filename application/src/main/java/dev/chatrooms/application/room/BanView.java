package dev.chatrooms.application.room;

import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Ban;

/** A ban as those see it who may lift it. */
public record BanView(Profile user, Ban ban) {}
